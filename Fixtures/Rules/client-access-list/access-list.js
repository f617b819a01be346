function accessList(user, context, callback) {
  var list = context.clientMetadata && context.clientMetadata.allowed_people;
  if (!list) { return callback(null, user, context); }

  var names = list.split(/\s*,\s*/);
  if (names.indexOf(user.user_id) >= 0 || names.indexOf(user.email) >= 0) {
    return callback(null, user, context);
  }
  return callback(new UnauthorizedError('Access denied.'));
}
