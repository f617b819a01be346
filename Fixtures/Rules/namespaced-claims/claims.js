function addClaims(user, context, callback) {
  const namespace = 'https://example.com/';
  const { roles = [], plan } = user.app_metadata || {};
  context.idToken[namespace + 'roles'] = roles;
  context.idToken[`${namespace}plan`] = plan;
  context.idToken['http://example.com/logins'] = context.stats.loginsCount;
  // None of these may get through.
  context.idToken.plan = plan;
  context.idToken['https://auth0.com/plan'] = plan;
  context.idToken['https://acme.auth0.com/plan'] = plan;
  context.idToken['https://webtask.io/plan'] = plan;
  context.idToken['https://acme.webtask.run/plan'] = plan;
  context.idToken.sub = 'somebody|else';
  user.plan = plan;
  callback(null, user, context);
}
