function cutScopes(user, context, callback) {
  const permissions = { admin: ['read:plans', 'write:plans'], reader: ['read:plans'] };
  const asked = (context.request.query.scope || '').split(' ');
  const role = ((user.app_metadata || {}).roles || [])[0];
  const allowed = new Set(['openid', 'email', ...(permissions[role] || [])]);
  context.accessToken.scope = asked.filter((word) => allowed.has(word));
  context.idToken['https://example.com/role'] = role || null;
  callback(null, user, context);
}
