package linekeeper.live;

/**
 * Who is at the other end of a socket.
 *
 * @param name the user
 * @param seesFloor whether the whole floor is for these eyes, or only the own seat and call
 * @param console whether the socket is the person's workplace, whose coming and going the floor is
 *     told, or only watches
 */
record Who(String name, boolean seesFloor, boolean console) {}
