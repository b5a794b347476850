-- CreateTable
CREATE TABLE "snapshot" (
    "account" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "step" BIGINT,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("account","seq")
);
