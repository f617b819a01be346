async function riskScore(user, context, callback) {
  const axios = require('axios@0.19.2');
  try {
    const { data, status } = await axios.post(
      'https://risk.example.com/v1/score',
      { subject: user.user_id, ip: context.request.ip, email: user.email },
      { headers: { 'x-api-key': configuration.RISK_KEY }, timeout: 1000 }
    );
    console.log(status, data);
    if (data.score > 80) return callback(new UnauthorizedError('This login looks risky.'));
    user.risk = data.score;
    return callback(null, user, context);
  } catch (error) {
    console.error('risk service:', error.response ? error.response.status : error.code);
    user.risk = 'unknown';
    return callback(null, user, context);
  }
}
