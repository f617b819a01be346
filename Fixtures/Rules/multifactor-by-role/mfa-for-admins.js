(user, context, callback) => {
  const assigned = (context.authorization || {}).roles || [];
  const own = (user.app_metadata || {}).roles || [];
  const isAdmin = [...assigned, ...own].includes('admin');
  const hasDone = context.authentication.methods.some((method) => method.name === 'mfa');
  if (isAdmin && !hasDone) context.multifactor = { provider: 'any' };
  callback(null, user, context);
}
