function (user, context, callback) {
  if (context.clientName === 'Back Office') {
    var day = new Date().getDay();
    if (day === 0 || day === 6) {
      return callback(new UnauthorizedError('This app is only available during the week'));
    }
  }
  callback(null, user, context);
}
