// 2015: one line per attribute, scope "openid roles permissions".
function (user, context, callback) {
  user.app_metadata = user.app_metadata || {};
  user.roles = user.app_metadata.roles || [];
  user.permissions = (user.app_metadata.authorization || {}).permissions;
  callback(null, user, context);
}
