function (user, context, callback) {
  user.app_metadata = user.app_metadata || {};
  // A silent login right after the first counts as the first still.
  if (context.stats.loginsCount > 1 || user.app_metadata.trial_started) {
    return callback(null, user, context);
  }
  user.app_metadata.plan = 'trial';
  user.app_metadata.trial_started = new Date().getTime();
  auth0.users.updateAppMetadata(user.user_id, user.app_metadata)
    .then(function () {
      return auth0.users.updateUserMetadata(user.user_id, { first_ip: context.request.ip, greeted: null });
    })
    .then(function (updated) {
      console.log('stored', updated);
      callback(null, user, context);
    })
    .catch(callback);
}
