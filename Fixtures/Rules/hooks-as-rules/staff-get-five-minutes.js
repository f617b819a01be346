function (user, context, callback) {
  if (/@staff\.example$/i.test(user.email)
      && ['oauth2-resource-owner', 'oidc-implicit-profile'].indexOf(context.protocol) >= 0) {
    context.jwtConfiguration.lifetimeInSeconds = 300;
  }
  callback(null, user, context);
}
