function (user, context, callback) {
  user.visited = (user.visited || []).concat('last');
  callback(null, user, context);
}
