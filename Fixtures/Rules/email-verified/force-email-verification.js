function emailVerified(user, context, callback) {
  if (context.connectionStrategy !== 'auth0') {
    return callback(null, user, context);
  }
  if (!user.email_verified) {
    return callback(new UnauthorizedError('Please verify your email before logging in.'));
  } else {
    return callback(null, user, context);
  }
}
