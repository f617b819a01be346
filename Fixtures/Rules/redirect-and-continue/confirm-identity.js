function (user, context, callback) {
  var jwt = require('jsonwebtoken');
  var issuer = 'https://' + auth0.domain + '/';

  function refuse(why) {
    callback(new UnauthorizedError(why));
  }

  if (context.protocol === 'redirect-callback') {
    // Back again, from the questions below.
    var options = { issuer: issuer, subject: user.user_id, audience: 'urn:confirm', algorithms: ['HS256'] };
    return jwt.verify(context.request.query.token, configuration.CONFIRM_SECRET, options, function (err, answer) {
      if (err) { return refuse('Token error: ' + err.message); }
      if (!answer.confirmed) { return refuse('You did not confirm who you are.'); }
      user.confirmed_at = answer.iat;
      user.was = context.original_protocol;
      callback(null, user, context);
    });
  }

  var token = jwt.sign({ ip: context.request.ip }, configuration.CONFIRM_SECRET, {
    subject: user.user_id, issuer: issuer, audience: 'urn:confirm', expiresIn: 300
  });
  context.redirect = { url: 'https://confirm.example.com/start?token=' + token };
  callback(null, user, context);
}
