/**
 * Links accounts with the same verified e-mail address.
 */
function (user, context, callback) {
  var request = require('request@2.56.0');
  var async = { each: function (list, work, done) {
    var left = list.length, failed;
    if (!left) { return done(); }
    list.forEach(function (item) {
      work(item, function (err) {
        failed = failed || err;
        left -= 1;
        if (!left) { done(failed); }
      });
    });
  } };

  if (!user.email || !user.email_verified) {
    return callback(null, user, context);
  }

  var userApiUrl = auth0.baseUrl + '/users';
  request({
    url: userApiUrl,
    headers: { Authorization: 'Bearer ' + auth0.accessToken },
    qs: {
      search_engine: 'v2',
      q: 'email.raw:"' + user.email + '" AND email_verified:"true" -user_id:"' + user.user_id + '"'
    }
  }, function (err, response, body) {
    if (err) { return callback(err); }
    if (response.statusCode !== 200) { return callback(new Error(body)); }

    var data = JSON.parse(body);
    if (data.length > 1) {
      return callback(new Error('[!] Multiple user profiles already exist - cannot select base profile to link with'));
    }
    if (data.length === 0) {
      console.log('[-] Skipping link rule');
      return callback(null, user, context);
    }

    var original = data[0];
    async.each(user.identities, function (identity, done) {
      request.post({
        url: userApiUrl + '/' + original.user_id + '/identities',
        headers: { Authorization: 'Bearer ' + auth0.accessToken },
        json: { provider: identity.provider, user_id: String(identity.user_id) }
      }, function (err, response, body) {
        if (!err && response.statusCode >= 400) {
          err = new Error('Error linking account: ' + response.statusMessage);
        }
        done(err);
      });
    }, function (err) {
      if (err) { return callback(err); }
      context.primaryUser = original.user_id;
      callback(null, user, context);
    });
  });
}
