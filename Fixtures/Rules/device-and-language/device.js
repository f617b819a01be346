function device(user, context, callback) {
  const agent = context.request.userAgent || '';
  const is = (pattern) => pattern.test(agent);

  if (is(/MSIE [5-8]\./)) {
    return callback(new UnauthorizedError('Please use a newer browser.'));
  }
  user.device = is(/iPad|Tablet/i) ? 'tablet' : is(/Mobi|Android|iPhone/i) ? 'phone' : 'desktop';
  user.system = (/\(([^;)]+)/.exec(agent) || [])[1];
  user.language = { de: 'German', en: 'English', da: 'Danish' }[context.request.language] || context.request.language || null;
  callback(null, user, context);
}
