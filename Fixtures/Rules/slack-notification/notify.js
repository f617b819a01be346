function (user, context, callback) {
  // Only the first time; this is about new people.
  if (context.stats.loginsCount > 1) return callback(null, user, context);

  var SLACK_HOOK = configuration.SLACK_HOOK_URL;
  var slack = { text: '*' + user.email + '* has joined ' + context.clientName, channel: '#logins', icon_emoji: ':bust_in_silhouette:' };

  request.post({ url: SLACK_HOOK, json: slack });

  // don't wait for the Slack API call to finish, return right away
  callback(null, user, context);
}
