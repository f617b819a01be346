async (user, context, callback) => {
  const { lang, display_name: name } = { ...context.request.query, ...context.request.body };
  user.user_metadata = user.user_metadata || {};

  if (lang && lang !== user.user_metadata.lang) {
    user.user_metadata.lang = lang;
    await auth0.users.updateUserMetadata(user.user_id, { lang, old: null });
  }
  if (name) {
    try {
      await auth0.users.updateAppMetadata(user.user_id, { email: name });
    } catch (error) {
      console.error(error.statusCode, error.message);
    }
    try {
      await auth0.users.updateUserMetadata('auth0|nobody', { name });
    } catch (error) {
      console.error(error.statusCode, error.message);
    }
  }
  callback(null, user, context);
}
