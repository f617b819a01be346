function (user, context, callback) {
  var identity = _findFacebook(user.identities);
  if (!identity || !identity.access_token) { return callback(null, user, context); }

  request.get({
    url: 'https://graph.facebook.example/me',
    qs: { fields: 'locale,likes', access_token: identity.access_token },
    json: true
  }, function (err, response, body) {
    if (err) { return callback(err); }
    if (response.statusCode !== 200) { return callback(new UnauthorizedError('Facebook says ' + response.statusCode)); }
    user.likes = body.likes.data.map(function (like) { return like.name; });
    user.locale = body.locale;
    callback(null, user, context);
  });

  function _findFacebook(identities) {
    return identities.filter(function (identity) { return identity.provider === 'facebook'; })[0];
  }
}
