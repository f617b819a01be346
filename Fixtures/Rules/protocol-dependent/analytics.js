function (user, context, callback) {
  // Not a login: a token for another token, a refresh, or a frame that nobody sees.
  if (context.protocol === 'delegation' || context.protocol === 'oauth2-refresh-token') {
    return callback(null, user, context);
  }
  user.protocol = context.protocol;
  user.silent = context.request.query.prompt === 'none';
  user.session = context.sso;

  if (context.protocol === 'oauth2-resource-owner' || user.silent) {
    console.log('not counted: ' + context.protocol);
    return callback(null, user, context);
  }

  var visits = ((user.app_metadata || {}).visits || 0) + 1;
  auth0.users.updateAppMetadata(user.user_id, { visits: visits }).then(function () {
    user.visits = visits;
    callback(null, user, context);
  }, callback);
}
