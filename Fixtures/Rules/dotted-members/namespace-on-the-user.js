// Right for context.idToken, wrong here.
function (user, context, callback) {
  user['http://example.com/favourite'] = 'blue';
  callback(null, user, context);
}
