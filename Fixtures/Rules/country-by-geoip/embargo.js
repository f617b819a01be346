function (user, context, callback) {
  var closed = { 'Portal': [], 'Phone': ['DK', 'SE'] };
  if (closed[context.clientName].indexOf(user.country_code) !== -1) {
    return callback(new UnauthorizedError('Not available in ' + user.country + ' yet.'));
  }
  callback(null, user, context);
}
