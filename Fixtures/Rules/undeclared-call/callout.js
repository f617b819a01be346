function (user, context, callback) {
  request.get('https://nobody-declared.example.com/users?id=' + user.nickname, function (error, response, body) {
    if (error) {
      console.error(error.code, response === undefined, body === undefined);
      return callback(error);
    }
    callback(null, user, context);
  });
}
