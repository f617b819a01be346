function (user, context, callback) {
  user.steps.push('third saw ' + user.steps.length + ' steps and ' + context.note);
  user.total = user.total * 10;
  callback(null, user, context);
}
