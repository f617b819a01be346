function (user, context, callback) {
  function daydiff(first, second) {
    return (second - first) / (1000 * 60 * 60 * 24);
  }
  var last_password_change = user.last_password_reset || user.created_at;
  var age = daydiff(new Date(last_password_change), new Date());
  if (age > 90) {
    if (/^oidc-/.test(context.protocol)) {
      context.redirect = { url: 'https://example.com/change-password?days=' + Math.round(age) };
      return callback(null, user, context);
    }
    return callback(new UnauthorizedError('please change your password'));
  }
  callback(null, user, context);
}
