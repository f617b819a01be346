/**
 * @title Ask for consent
 * @overview Redirects to a form until the person has agreed.
 * @gallery false
 */
async function consent(user, context, callback) {
  const { hasAgreed } = user.user_metadata || {};

  if (context.protocol === 'redirect-callback') {
    if (context.request.body.confirm !== 'yes') {
      return callback(new UnauthorizedError('You must agree to the terms of use.'));
    }
    user.user_metadata = { ...user.user_metadata, hasAgreed: true, agreedAt: new Date().toISOString() };
    try {
      await auth0.users.updateUserMetadata(user.user_id, user.user_metadata);
    } catch (error) {
      return callback(error);
    }
    return callback(null, user, context);
  }

  if (!hasAgreed) {
    context.redirect = { url: configuration.CONSENT_URL };
  }
  return callback(null, user, context);
}
