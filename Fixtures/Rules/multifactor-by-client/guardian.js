function (user, context, callback) {
  var CLIENTS_WITH_MFA = [configuration.MFA_CLIENT];

  if (CLIENTS_WITH_MFA.indexOf(context.clientID) !== -1) {
    context.multifactor = {
      provider: 'guardian',
      // Ask every time, whatever the browser remembers.
      allowRememberBrowser: false,
      ignoreCookie: true
    };
  }
  user.asked = Boolean(context.multifactor);
  callback(null, user, context);
}
