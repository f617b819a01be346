function (user, context, callback) {
  global.counter = (global.counter || 0) + 1;
  user.plan_price = global.plans.prices[(user.app_metadata || {}).plan || 'free'];
  user.runs = global.counter;
  callback(null, user, context);
}
