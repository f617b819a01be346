function (user, context, callback) {
  user.jti = 'login-' + context.stats.loginsCount;
  user.account = { number: user.app_metadata.account, since: '2014' };

  context.jwtConfiguration = context.jwtConfiguration || {};
  context.jwtConfiguration.scopes = context.jwtConfiguration.scopes || {};
  // What our applications ask for -> what they get.
  context.jwtConfiguration.scopes.openid = ['openid', 'jti'];
  context.jwtConfiguration.scopes.billing = ['account', 'email', 'no_such_attribute'];

  callback(null, user, context);
}
