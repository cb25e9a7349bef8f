/**
 * The switch at work: performs what the link machine decides, carries instructions out over ARI and
 * AMI, and tells facts. All of it on one event loop, so there is no lock; whatever another thread
 * wants or says is handed to that loop.
 */
@NullMarked
package linekeeper.telephony.desk;

import org.jspecify.annotations.NullMarked;
