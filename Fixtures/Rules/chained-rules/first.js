function (user, context, callback) {
  user.steps = ['first'];
  user.total = 1;
  context.note = 'a note';
  callback(null, user, context);
}
