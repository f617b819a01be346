// Some web servers take no header above 4 KB, and everything in here travels in one.
function (user, context, callback) {
  var blacklist = ['identities', 'picture', 'user_metadata', 'created_at', 'updated_at', 'not_even_there'];
  Object.keys(user).forEach(function (key) {
    if (blacklist.indexOf(key) > -1) {
      delete user[key];
    }
  });
  delete user.app_metadata.secret_note;
  callback(null, user, context);
}
