function (user, context, callback) {
  // A new user object instead of the old one is as good.
  const next = JSON.parse(JSON.stringify(user));
  next.steps.push('second');
  next.total += 1;
  callback(null, next, { ...context, note: context.note.toUpperCase() });
}
