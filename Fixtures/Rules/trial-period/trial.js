function trial(user, context, callback) {
  var DAYS = 30;
  var MILLISECONDS_PER_DAY = 1000 * 60 * 60 * 24;
  if ((user.app_metadata || {}).plan === 'paid') return callback(null, user, context);

  var age = (new Date() - new Date(user.created_at)) / MILLISECONDS_PER_DAY;
  if (age > DAYS) {
    return callback(new UnauthorizedError('Your trial ended on ' + new Date(Date.parse(user.created_at) + DAYS * MILLISECONDS_PER_DAY).toUTCString() + '.'));
  }
  user.trial_days_left = Math.floor(DAYS - age);
  callback(null, user, context);
}
