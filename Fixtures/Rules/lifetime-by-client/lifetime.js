function setLifetime(user, context, callback) {
  var WEEK = 7 * 24 * 60 * 60;
  var metadata = user.user_metadata || {};
  var scope = (context.request.query.scope || context.request.body.scope || '').split(' ');

  if (context.clientName === 'Phone') {
    context.jwtConfiguration.lifetimeInSeconds = WEEK;
  }
  if (scope.indexOf('short') > -1) {
    context.jwtConfiguration.lifetimeInSeconds = 60;
  }
  if ('lifetime' in metadata) {
    context.jwtConfiguration.lifetimeInSeconds = metadata.lifetime;
  }
  callback(null, user, context);
}
