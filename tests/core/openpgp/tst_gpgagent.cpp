// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgagent.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace coffret;

namespace {

/// An agent that says one thing at a time, whatever it is asked; then it hangs up, or waits until the other side does.
class ScriptedAgent
{
public:
    ScriptedAgent(QList<QByteArray> answers, bool hangsUp) : m_answers(std::move(answers)), m_hangsUp(hangsUp)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = path().toLocal8Bit();
        std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
        m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0 ||
            ::listen(m_listener, 1) != 0)
            qFatal("cannot listen at %s", name.constData());
        m_thread = std::thread([this] { serve(); });
    }
    ~ScriptedAgent()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("S")); }
    /// How many answers it has given.
    [[nodiscard]] int said() const { return m_said; }
    /// Once it has hung up.
    [[nodiscard]] QByteArray heard()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        if (m_thread.joinable())
            m_thread.join();
        m_thread = std::thread([] {});
        return m_heard;
    }

private:
    void serve()
    {
        const int peer = ::accept(m_listener, nullptr, nullptr);
        std::array<char, 4096> bytes{};
        bool goesOn = peer >= 0;
        for (qsizetype i = 0; goesOn && i < m_answers.size(); ++i) {
            const QByteArray &answer = m_answers[i];
            (void)!::send(peer, answer.constData(), static_cast<std::size_t>(answer.size()), MSG_NOSIGNAL);
            ++m_said;
            if (i + 1 < m_answers.size())
                goesOn = hear(peer, bytes);
        }
        while (goesOn && !m_hangsUp)
            goesOn = hear(peer, bytes);
        ::close(peer);
    }
    bool hear(int peer, std::span<char> bytes)
    {
        const ssize_t got = ::recv(peer, bytes.data(), bytes.size(), 0);
        m_heard.append(bytes.data(), std::max<ssize_t>(got, 0));
        return got > 0;
    }

    QTemporaryDir m_folder{QStringLiteral("/tmp/caXXXXXX")};
    QList<QByteArray> m_answers;
    bool m_hangsUp;
    int m_listener = -1;
    QByteArray m_heard;
    std::atomic<int> m_said = 0;
    std::thread m_thread;
};

constexpr char Grip[] = "40C678F908A1DA363AA2E31604505B6246380CBA";

} // namespace

/// What the agent's answers are taken for; the real one is asked in tst_inprocess.
class GpgAgentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAsGpgDoes();
    void takesValues_data();
    void takesValues();
    void wantsItsPromise_data();
    void wantsItsPromise();
    void stopsAtOnce();
    void nobodyThere();
};

void GpgAgentTest::asksAsGpgDoes()
{
    ScriptedAgent scripted({"OK Pleased to meet you\n", "OK\n", "OK\n", "S INQUIRE_MAXLEN 4096\nINQUIRE CIPHERTEXT\n",
                            "S PADDING 0\nD (5:value3:a%25\nD b)\nOK\n"},
                           true);
    const auto agent = GpgAgent::connect(scripted.path(), {});
    QVERIFY(agent);
    const SecretBuffer value = agent->decrypt(Grip, "per%cent\nline\r" + std::string(600, 'x'));
    QCOMPARE(value.view(), std::string_view("a%b"));
    const QByteArray heard = scripted.heard();
    QVERIFY(heard.startsWith("OPTION pinentry-mode=error\nSETKEY " + QByteArray(Grip) +
                             "\nPKDECRYPT\nD per%25cent%0Aline%0D"));
    QVERIFY(heard.endsWith("\nEND\n"));
    QCOMPARE(heard.count('x'), 600);
    for (const QByteArray &line : heard.split('\n'))
        QVERIFY(line.size() < 1000);
}

void GpgAgentTest::takesValues_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("value"); // empty: none
    const auto row = [](const char *title, const QByteArray &answer, const QByteArray &value = {}) {
        QTest::newRow(title) << answer << value;
    };
    row("a value", "D (5:value2:ab)\nOK\n", "ab");
    row("escaped", "D (5:value3:%0A%0d%25)\nOK\n", "\n\r%");
    row("behind comments", "# hm\nS PROGRESS 1\nD (5:value2:ab)\nOK fine\n", "ab");
    row("another question", "INQUIRE PINENTRY_LAUNCHED 1\nD (5:value2:ab)\nOK\n", "ab");
    row("refused", "ERR 67108949 No pinentry <GPG Agent>\n");
    row("refused behind a value", "D (5:value2:ab)\nERR 1 no\n");
    row("nothing", "OK\n");
    row("shorter than it says", "D (5:value9:ab)\nOK\n");
    row("much shorter than it says", "D (5:value18446744073709551615:ab)\nOK\n");
    row("longer than a number", "D (5:value99999999999999999999999:ab)\nOK\n");
    row("negative", "D (5:value-1:ab)\nOK\n");
    row("not closed", "D (5:value2:ab\nOK\n");
    row("closed later", "D (5:value2:abc)\nOK\n");
    row("no number", "D (5:value:ab)\nOK\n");
    row("something else", "D (5:other2:ab)\nOK\n");
    row("cut escape", "D (5:value2:ab)%2\nOK\n");
    row("wrong escape", "D (5:value2:%zzb)\nOK\n");
    row("NUL octets", QByteArray("D (5:value2:\0\0)\nOK\n", 19), QByteArray("\0\0", 2));
    row("a line without end", QByteArray(5000, 'D'));
    row("too much", ("D (5:value3000:" + QByteArray(900, 'x') + "\n") +
                        ("D " + QByteArray(900, 'x') + "\n").repeated(3) + "D )\nOK\n");
    row("hangs up in a line", "D (5:value2:ab");
    row("hangs up", "");
    row("garbage", QByteArray::fromHex("ff00fe0a0a0d0a") + "\n");
}

void GpgAgentTest::takesValues()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, value);
    const ScriptedAgent scripted({"OK\n", "OK\n", "OK\n", "INQUIRE CIPHERTEXT\n", answer},
                                 !answer.contains("INQUIRE")); // which is answered
    const auto agent = GpgAgent::connect(scripted.path(), {});
    QVERIFY(agent);
    const SecretBuffer got = agent->decrypt(Grip, "sealed");
    QCOMPARE(got.view(), std::string_view(value.constData(), static_cast<std::size_t>(value.size())));
}

void GpgAgentTest::wantsItsPromise_data()
{
    QTest::addColumn<QList<QByteArray>>("answers");
    QTest::newRow("it refuses the option") << QList<QByteArray>{"OK\n", "ERR 67109139 Forbidden <GPG Agent>\n"};
    QTest::newRow("no greeting") << QList<QByteArray>{"ERR 1 no\n"};
    QTest::newRow("not an agent") << QList<QByteArray>{"HTTP/1.1 400 Bad Request\r\n\r\n"};
    QTest::newRow("it hangs up") << QList<QByteArray>{""};
    QTest::newRow("it hangs up later") << QList<QByteArray>{"OK\n", ""};
}

void GpgAgentTest::wantsItsPromise()
{
    QFETCH(QList<QByteArray>, answers);
    const ScriptedAgent scripted(answers, true);
    QVERIFY(!GpgAgent::connect(scripted.path(), {}));
}

void GpgAgentTest::stopsAtOnce()
{
    for (const qsizetype answered : {0, 1, 2, 3, 4}) {
        const QList<QByteArray> all{"OK\n", "OK\n", "OK\n", "INQUIRE CIPHERTEXT\n"};
        const ScriptedAgent scripted(QList<QByteArray>(all.begin(), all.begin() + answered), false);
        std::stop_source source;
        const std::array stops{source.get_token()};
        QElapsedTimer timer;
        std::thread stopper([&] {
            while (scripted.said() < answered)
                std::this_thread::yield();
            timer.start();
            source.request_stop();
        });
        const auto agent = GpgAgent::connect(scripted.path(), stops);
        const SecretBuffer value = agent != nullptr ? agent->decrypt(Grip, "sealed") : SecretBuffer();
        stopper.join();
        QVERIFY(value.isEmpty());
        QVERIFY2(timer.elapsed() < 100, QByteArray::number(timer.elapsed()).constData());
    }
}

void GpgAgentTest::nobodyThere()
{
    const QTemporaryDir folder;
    QVERIFY(!GpgAgent::connect(folder.filePath(QStringLiteral("S")), {}));
    QVERIFY(!GpgAgent::connect(folder.filePath(QString(200, QLatin1Char('x'))), {}));
}

QTEST_GUILESS_MAIN(GpgAgentTest)
#include "tst_gpgagent.moc"
