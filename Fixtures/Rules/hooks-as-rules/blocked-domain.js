function (user, context, callback) {
  if (/@(blocked|worse)\.example$/i.test(user.email)) {
    return callback(new UnauthorizedError('Nobody from there'));
  }
  callback(null, user, context);
}
