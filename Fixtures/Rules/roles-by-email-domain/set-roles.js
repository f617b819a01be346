function (user, context, callback) {
  user.app_metadata = user.app_metadata || {};

  var addRolesToUser = function (user, done) {
    var endsWith = '@example.com';
    if (user.email && user.email.substring(user.email.length - endsWith.length) === endsWith) {
      done(null, ['admin']);
    } else {
      done(null, ['user']);
    }
  };

  addRolesToUser(user, function (err, roles) {
    if (err) { return callback(err); }
    user.app_metadata.roles = roles;
    user.roles = roles;
    auth0.users.updateAppMetadata(user.user_id, user.app_metadata)
      .then(function () {
        callback(null, user, context);
      })
      .catch(function (err) {
        callback(err);
      });
  });
}
