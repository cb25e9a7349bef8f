// What somebody would write who needs Asterisk's events in a browser: read them with one of the libraries of the registry and
// send each to every socket. "bridge" does that, connected between "on" and "off" on its input, so that it stays warm without
// costing others anything; "count" only reads, and tells how many events it has read.
//   node peer.js bridge|count ami-io|asterisk-manager AMI_PORT WEB_SOCKET_PORT      BRIDGE_SECRET in the environment
'use strict';
const [, , role, library, amiPort, socketPort] = process.argv;
const secret = process.env.BRIDGE_SECRET;
let client;

function connect(onEvent) {
  if (library === 'ami-io') {
    const AmiIo = require('ami-io');
    client = AmiIo.createClient({
      host: '127.0.0.1',
      port: Number(amiPort),
      login: 'bench',
      password: secret,
      logger: new AmiIo.SilentLogger(),
    });
    client.on('connected', () => console.log('ready'));
    client.on('incorrectLogin', () => process.exit(2));
    client.on('event', onEvent);
    client.connect(false);
  } else {
    client = require('asterisk-manager')(Number(amiPort), '127.0.0.1', 'bench', secret, true);
    client.once('connect', () => console.log('ready'));
    client.on('managerevent', onEvent);
  }
}

let events = 0;
let onEvent = (event) => {
  events += 1;
  const name = String(event.event).toLowerCase();
  if (name === 'userevent' && String(event.userevent) === 'end') console.log('end ' + events);
};
if (role === 'bridge') {
  const { WebSocketServer } = require('ws');
  const server = new WebSocketServer({ port: Number(socketPort), host: '127.0.0.1', perMessageDeflate: false });
  onEvent = (event) => {
    const text = JSON.stringify(event);
    for (const socket of server.clients) socket.send(text);
  };
} else {
  connect(onEvent);
}
const input = require('node:readline').createInterface({ input: process.stdin });
input.on('line', (line) => (line === 'on' ? connect(onEvent) : client.disconnect()));
input.on('close', () => process.exit(0)); // ends with whoever started it
