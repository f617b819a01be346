function (user, context, callback) {
  if (context.authorization.roles.indexOf('admin') >= 0 && context.clientName === 'Conformant') {
    context.idToken['https://example.com/admin'] = true;
    context.idToken['https://example.com/teams'] = ['orders', 'billing'];
  }
  callback(null, user, context);
}
