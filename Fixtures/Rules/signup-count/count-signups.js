function (user, context, callback) {
  user.app_metadata = user.app_metadata || {};
  if (user.app_metadata.recordedAsSignup) {
    return callback(null, user, context);
  }

  request.post({
    url: 'https://analytics.example.com/events',
    auth: { user: configuration.ANALYTICS_KEY, pass: '' },
    json: {
      event: 'signup',
      email: user.email,
      application: context.clientName,
      connection: context.connection,
      at: Date.now()
    }
  }, function (error, response, body) {
    if (error || response.statusCode >= 300) {
      console.error('not counted:', error ? error.code : response.statusCode, body);
      return callback(null, user, context);
    }
    user.app_metadata.recordedAsSignup = body.id;
    auth0.users.updateAppMetadata(user.user_id, user.app_metadata)
      .then(function () { callback(null, user, context); }, callback);
  });
}
