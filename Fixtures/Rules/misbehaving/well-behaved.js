function (user, context, callback) {
  console.log('first: %j', { as: user.app_metadata.as });
  user.visited = ['well-behaved'];
  callback(null, user, context);
}
