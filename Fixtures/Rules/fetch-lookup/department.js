async function (user, context, callback) {
  const fetch = require('node-fetch@2.6.0');
  const url = new URL('https://directory.example.com/people');
  url.searchParams.set('email', user.email);

  const response = await fetch(url, { headers: { Accept: 'application/json' } });
  if (response.status === 404) return callback(null, user, context);
  if (!response.ok) return callback(new Error(`directory: ${response.status} ${response.statusText}`));

  const { department, cost_centre: costCentre } = await response.json();
  Object.assign(user, { department, costCentre });
  callback(null, user, context);
}
