function (user, context, callback) {
  if (context.request.geoip) {
    user.country = context.request.geoip.country_name;
    user.country_code = context.request.geoip.country_code;
    user.timezone = context.request.geoip.time_zone;
  }
  callback(null, user, context);
}
