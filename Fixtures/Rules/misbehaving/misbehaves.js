/* One rule, many sins. */
function misbehave(user, context, callback) {
  var as = user.app_metadata.as;
  console.info('about to misbehave:', as);

  if (as === 'typo') {
    return callback(null, user.metadata.no.such.thing, context);
  }
  if (as === 'silence') {
    return;
  }
  if (as === 'twice') {
    callback(null, user, context);
    user.visited.push('changed after the callback');
    return callback(new Error('the second call'));
  }
  if (as === 'text') {
    return callback(null, 'a user', context);
  }
  if (as === 'circle') {
    user.self = user;
    return callback(null, user, context);
  }
  if (as === 'loop') {
    for (;;) { user.visited.length = 1; }
  }
  if (as === 'forgetful') {
    return callback(null);
  }
  if (as === 'module') {
    require('fs').readFileSync('/etc/passwd');
  }
  if (as === 'package') {
    require('left-pad@1.0.0');
  }
  callback(null, user, context);
}
