function (user, context, callback) {
  var sent = context.protocol === 'oauth2-resource-owner' ? context.request.body : context.request.query;
  console.log(Object.keys(sent).sort().join(' '));

  var shops = (user.app_metadata || {}).shops || [];
  if (sent.shop && shops.indexOf(sent.shop) < 0) {
    return callback(new UnauthorizedError('You do not work at ' + sent.shop + '.'));
  }
  user.shop = sent.shop || shops[0];
  user.campaign = sent.utm_campaign;
  user.has_password = 'password' in context.request.body || 'password' in context.request.query;
  callback(null, user, context);
}
