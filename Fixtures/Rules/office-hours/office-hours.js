function officeHours(user, context, callback) {
  const moment = require('moment@2.10.6/moment');

  const now = moment.utc();
  // Last Sundays of March and October, one o'clock UTC.
  const lastSunday = (month) => moment.utc([now.year(), month, 31, 1]).startOf('isoWeek').subtract(1, 'day').hour(1);
  const isSummer = now.isBetween(lastSunday(2), lastSunday(9));
  const local = now.clone().utcOffset(isSummer ? 120 : 60);

  console.log(local.format('dddd HH:mm Z'), '|', local.fromNow(), '|', moment.duration(90, 'minutes').humanize());
  if (local.hour() < 9 || local.hour() >= 17) {
    return callback(new UnauthorizedError(`We are closed: it is ${local.format('LT')}.`));
  }
  user.local_time = local.format();
  return callback(null, user, context);
}
