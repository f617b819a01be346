async (user, context, callback) => {
  const how = context.request.query.how || context.request.body.how;
  await new Promise((resolve) => setTimeout(resolve, 1));
  if (how === 'reject') throw new Error('rejected');
  if (how === 'later-unauthorized') return callback(new UnauthorizedError('not you, on reflection'));
  if (how === 'in-timer') {
    return setTimeout(() => { throw new RangeError('thrown in a timer'); }, 1);
  }
  return callback(null, user, context);
}
