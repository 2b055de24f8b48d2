// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/controlmessage.h"

#include <QJsonArray>
#include <QTest>

using namespace coffret;

/// What travels through the control socket.
class TestControlMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRequestComesBackAsItWas();
    void aRequestThatMakesNoSenseIsRefused_data();
    void aRequestThatMakesNoSenseIsRefused();
    void aReplyComesBackWithTheSizesOfItsValues();
    void aReplyNeverHasAValueInItsHeader();
    void aReplyThatMakesNoSenseIsRefused();
    void framesAreTakenApart();
};

namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QJsonObject wish(const QString &path)
{
    return {{QStringLiteral("path"), path}};
}

} // namespace

void TestControlMessage::aRequestComesBackAsItWas()
{
    ControlRequest request;
    request.kind = ControlRequest::Kind::Exec;
    request.wanted = {{QStringLiteral("Acme/Döner"), QStringLiteral("password")}, {QStringLiteral("x"), {}}};
    request.unverified = true;
    const Expected<ControlRequest> back = ControlRequest::fromJson(request.toJson());
    QVERIFY(back);
    QCOMPARE(back->kind, ControlRequest::Kind::Exec);
    QCOMPARE(back->wanted.size(), 2U);
    QCOMPARE(back->wanted[0].path, QStringLiteral("Acme/Döner"));
    QCOMPARE(back->wanted[0].field, QStringLiteral("password"));
    QCOMPARE(back->wanted[1].field, QString());
    QVERIFY(back->unverified && !back->unlock && !back->terminal);
    ControlRequest lock;
    lock.kind = ControlRequest::Kind::Lock;
    lock.token = QStringLiteral("token");
    const Expected<ControlRequest> locked = ControlRequest::fromJson(lock.toJson());
    QVERIFY(locked && locked->kind == ControlRequest::Kind::Lock && locked->token == QStringLiteral("token"));
}

void TestControlMessage::aRequestThatMakesNoSenseIsRefused_data()
{
    QTest::addColumn<QJsonObject>("json");
    const QJsonObject get{{QStringLiteral("do"), QStringLiteral("get")},
                          {QStringLiteral("wanted"), QJsonArray{wish(QStringLiteral("a"))}}};
    const auto with = [get](const char *key, const QJsonValue &value) {
        QJsonObject changed = get;
        changed.insert(QLatin1String(key), value);
        return changed;
    };
    QTest::newRow("nothing") << QJsonObject();
    QTest::newRow("unknown word") << with("do", QStringLiteral("give"));
    QTest::newRow("no word") << with("do", 7);
    QTest::newRow("nothing wanted") << with("wanted", QJsonArray());
    QTest::newRow("two wanted") << with("wanted", QJsonArray{wish(QStringLiteral("a")), wish(QStringLiteral("b"))});
    QTest::newRow("no path") << with("wanted", QJsonArray{QJsonObject()});
    QTest::newRow("a number for a path") << with("wanted", QJsonArray{QJsonObject{{QStringLiteral("path"), 1}}});
    QTest::newRow("a text for a wish") << with("wanted", QJsonArray{QStringLiteral("a")});
    QTest::newRow("a long path") << with("wanted", QJsonArray{wish(QString(5000, QLatin1Char('a')))});
    QTest::newRow("a text for a switch") << with("unlock", QStringLiteral("yes"));
    QTest::newRow("a number for a token") << with("token", 1);
    QTest::newRow("a lock that wants something") << with("do", QStringLiteral("lock"));
    QJsonArray many;
    for (std::size_t i = 0; i <= ControlRequest::MostWanted; ++i)
        many.append(wish(QStringLiteral("a")));
    QJsonObject exec = with("wanted", many);
    exec.insert(QStringLiteral("do"), QStringLiteral("exec"));
    QTest::newRow("too many wanted") << exec;
    QVERIFY(ControlRequest::fromJson(get));
}

void TestControlMessage::aRequestThatMakesNoSenseIsRefused()
{
    QFETCH(QJsonObject, json);
    const Expected<ControlRequest> request = ControlRequest::fromJson(json);
    QVERIFY(!request);
    QCOMPARE(request.error().kind, ErrorKind::Malformed);
}

void TestControlMessage::aReplyComesBackWithTheSizesOfItsValues()
{
    ControlReply reply;
    reply.status = ControlStatus::Ok;
    const QDateTime turns = QDateTime::fromSecsSinceEpoch(1'700'000'010, Qt::UTC);
    reply.entries = {{QStringLiteral("A/b"), QStringLiteral("totp"), QStringLiteral("id"), {}, turns}};
    reply.values.push_back(SecretBuffer::copyOf("123456"));
    reply.values.push_back(SecretBuffer());
    const Expected<ControlReply::Header> back = ControlReply::fromJson(reply.toJson());
    QVERIFY(back);
    QCOMPARE(back->reply.status, ControlStatus::Ok);
    QCOMPARE(back->reply.entries, reply.entries);
    QCOMPARE(back->sizes, (std::vector<std::size_t>{6, 0}));
}

void TestControlMessage::aReplyNeverHasAValueInItsHeader()
{
    ControlReply reply;
    reply.status = ControlStatus::Ok;
    reply.values.push_back(SecretBuffer::copyOf("canary-header"));
    QVERIFY(!controlFrame(reply.toJson()).contains("canary"));
}

void TestControlMessage::aReplyThatMakesNoSenseIsRefused()
{
    QVERIFY(!ControlReply::fromJson({}));
    QVERIFY(!ControlReply::fromJson({{QStringLiteral("status"), 99}}));
    const auto sized = [](const QJsonValue &size) {
        return ControlReply::fromJson({{QStringLiteral("status"), 0}, {QStringLiteral("sizes"), QJsonArray{size}}});
    };
    QVERIFY(sized(5));
    QVERIFY(!sized(-1));
    QVERIFY(!sized(QStringLiteral("5")));
    const auto large = sized(static_cast<qint64>(ControlReply::LargestValue) + 1);
    QVERIFY(!large && large.error().kind == ErrorKind::TooLarge);
}

void TestControlMessage::framesAreTakenApart()
{
    const QByteArray frame = controlFrame({{QStringLiteral("a"), 1}});
    const Expected<std::size_t> length = frameLength(viewOf(frame), LongestRequest);
    QVERIFY(length);
    QCOMPARE(frame.size(), static_cast<qsizetype>(FrameStart + *length));
    QCOMPARE(frameHeader(frame.mid(FrameStart))->value(QStringLiteral("a")).toInt(), 1);
    QVERIFY(!frameHeader("[1]"));
    QVERIFY(!frameLength(viewOf(frame).substr(0, FrameStart - 1), LongestRequest));
    QVERIFY(!frameLength(viewOf(frame), *length - 1));
    QByteArray other = frame;
    other[7] = 2; // the version
    const Expected<std::size_t> newer = frameLength(viewOf(other), LongestRequest);
    QVERIFY(!newer && newer.error().kind == ErrorKind::Unsupported);
    other = frame;
    other[0] = 'X';
    QVERIFY(!frameLength(viewOf(other), LongestRequest));
}

QTEST_GUILESS_MAIN(TestControlMessage)
#include "tst_controlmessage.moc"
