function (user, context, callback) {
  var url = require('url');
  var qs = require('querystring');
  var wanted = ['company', 'phone'];
  var metadata = user.user_metadata || {};
  var missing = wanted.filter(function (name) { return !metadata[name]; });

  if (context.protocol === 'redirect-callback') {
    var answers = {};
    missing.forEach(function (name) {
      if (context.request.body[name]) { answers[name] = context.request.body[name].trim(); }
    });
    return auth0.users.updateUserMetadata(user.user_id, answers).then(function (stored) {
      user.user_metadata = stored.user_metadata;
      var rest = missing.filter(function (name) { return !answers[name]; });
      if (rest.length) { ask(rest); }
      callback(null, user, context);
    }, callback);
  }
  if (missing.length) { ask(missing); }
  callback(null, user, context);

  function ask(names) {
    context.redirect = {
      url: url.format({
        protocol: 'https', host: 'forms.example.com', pathname: '/profile',
        search: qs.stringify({ missing: names, application: context.clientName, lang: context.request.language })
      })
    };
  }
}
