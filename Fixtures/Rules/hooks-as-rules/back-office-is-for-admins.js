function (user, context, callback) {
  if (context.clientName === 'Back Office' && /@example\.com$/i.test(user.email)) {
    return callback(new UnauthorizedError('Only for administrators'));
  }
  callback(null, user, context);
}
