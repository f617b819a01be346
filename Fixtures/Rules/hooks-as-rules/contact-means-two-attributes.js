function (user, context, callback) {
  context.jwtConfiguration.scopes = context.jwtConfiguration.scopes || {};
  context.jwtConfiguration.scopes.contact = ['email', 'phone_number'];
  callback(null, user, context);
}
