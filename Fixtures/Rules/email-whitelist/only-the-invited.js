function (user, context, callback) {
  // Who may use the beta. Addresses in lower case.
  var whitelist = [
    'ada@example.com',
    'grace@example.com'
  ];

  var isInvited = whitelist.some(function (email) {
    return email === (user.email || '').toLowerCase();
  });

  if (isInvited) {
    callback(null, user, context);
  } else {
    callback(new UnauthorizedError('Access denied: you are not on the list.'));
  }
}
