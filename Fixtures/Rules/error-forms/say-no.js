function (user, context, callback) {
  var how = context.request.query.how || context.request.body.how;
  switch (how) {
    case 'unauthorized': return callback(new UnauthorizedError('not you'));
    case 'look-alike': return callback({ name: 'UnauthorizedError', message: 'not you, by a look-alike' });
    case 'error': return callback(new Error('something failed'));
    case 'text': return callback('plain words');
    case 'object': return callback({ code: 'E_QUOTA', message: 'quota used up' });
    case 'throw-unauthorized': throw new UnauthorizedError('thrown at you');
    case 'throw': throw new Error('thrown');
    case 'throw-text': throw 'thrown words';
    default: return callback(null, user, context);
  }
}
