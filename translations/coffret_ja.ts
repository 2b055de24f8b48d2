<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context>
    <name>AboutSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Service</source>
        <extracomment>Before the name and version of the server&apos;s software</extracomment>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Before a server&apos;s address</extracomment>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>You</source>
        <extracomment>Before the name under which the user is known to the server</extracomment>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Before the fingerprint of the user&apos;s OpenPGP key</extracomment>
        <translation>自分の鍵</translation>
    </message>
</context>
<context>
    <name>AccessPane</name>
    <message>
        <source>Sharing</source>
        <extracomment>Accessible name of the part that shows who has access</extracomment>
        <translation>共有</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>ユーザーまたはグループを追加</translation>
    </message>
    <message>
        <source>Who has access</source>
        <extracomment>Accessible name of the list of who has access</extracomment>
        <translation>アクセスできる人</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of access that were not written yet</extracomment>
        <translation>変更を取り消す</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>確認…</translation>
    </message>
</context>
<context>
    <name>AccessRequestSheet</name>
    <message>
        <source>Whoever decides about it reads what you write here.</source>
        <extracomment>Under the heading of the form that asks for access to a secret</extracomment>
        <translation>ここに書いた内容は、可否を判断する人が読みます。</translation>
    </message>
    <message>
        <source>Request access to “%1”</source>
        <extracomment>Heading of the form that asks for access. %1 is a secret&apos;s name</extracomment>
        <translation>「%1」へのアクセスを申請</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Sending…</source>
        <extracomment>Buttons below the form that asks for access: before and while it is sent</extracomment>
        <translation>送信中…</translation>
    </message>
    <message>
        <source>Send request</source>
        <translation>申請を送信</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Web ページを開く</translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>Label of the field for why access is needed</extracomment>
        <translation>理由</translation>
    </message>
    <message>
        <source>1 to %1 hours. The arrow keys change it.</source>
        <extracomment>Help under the field for how long access is needed. %1 is a number of hours</extracomment>
        <translation>1～%1 時間。矢印キーで変更できます。</translation>
    </message>
    <message>
        <source>Hours</source>
        <extracomment>Label of the field for how long access is needed</extracomment>
        <translation>時間数</translation>
    </message>
    <message>
        <source>Leave it empty for at once, or write a time, or a day and a time like %1.</source>
        <extracomment>Help under the field for when access is to begin. %1 is a moment as it can be written</extracomment>
        <translation>すぐに始める場合は空欄のままにします。それ以外は、時刻、または %1 のように日付と時刻を入力します。</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>Label of the field for when access is to begin</extracomment>
        <translation>開始</translation>
    </message>
    <message>
        <source>At once</source>
        <extracomment>In the empty field for when access is to begin</extracomment>
        <translation>すぐに</translation>
    </message>
</context>
<context>
    <name>AccessRow</name>
    <message>
        <source>%2: %1</source>
        <extracomment>Accessible name of the button that offers rights. %2 is a person or group, %1 what they can do now</extracomment>
        <translation>%2：%1</translation>
    </message>
</context>
<context>
    <name>AccessSheet</name>
    <message>
        <source>Changes apply to the folder and to everything in it that is yours to share.</source>
        <extracomment>Under the heading of a folder&apos;s sharing</extracomment>
        <translation>変更は、フォルダーと、その中で自分が共有できるすべてのものに適用されます。</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <extracomment>Heading: %1 is the name of a folder</extracomment>
        <translation>「%1」を共有</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>AccountBanners</name>
    <message>
        <source>Compare…</source>
        <extracomment>Button in an error banner: compares a server&apos;s new fingerprint
----------
Button in a banner: compares the fingerprint of a new shared key</extracomment>
        <translation>照合…</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>再試行</translation>
    </message>
    <message>
        <source>What it encrypts can be read, but nobody vouches for it, and nothing is written with it.</source>
        <extracomment>In a banner about a new shared key</extracomment>
        <translation>この鍵で暗号化された内容は読めますが、保証する人がいません。また、この鍵での書き込みは行われません。</translation>
    </message>
    <message>
        <source>The server has a new shared key</source>
        <extracomment>Title of a banner: the server names another key for what several persons share</extracomment>
        <translation>サーバーの共有鍵が新しくなりました</translation>
    </message>
    <message>
        <source>Ask an administrator to give it to you, then sync.</source>
        <extracomment>In a banner about secrets that cannot be read yet</extracomment>
        <translation>管理者に鍵の共有を依頼してから、同期してください。</translation>
    </message>
</context>
<context>
    <name>AccountButtons</name>
    <message>
        <source>Options…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>オプション…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <extracomment>Button beside an account in the settings</extracomment>
        <translation>削除…</translation>
    </message>
</context>
<context>
    <name>AccountFields</name>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the account name field</extracomment>
        <translation>サイドバーに表示されます。空欄の場合はサーバーの名前を使います。</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <extracomment>Label of the account name field</extracomment>
        <translation>名前（任意）</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <extracomment>Entry of the file type list in the certificate authority&apos;s file dialog</extracomment>
        <translation>証明書 (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>Only if your organisation signs its certificates itself: a PEM file, trusted for this account alone.</source>
        <extracomment>Help under the certificate authority field</extracomment>
        <translation>組織が独自に証明書へ署名している場合にのみ指定します。PEM ファイルで、このアカウントでのみ信頼されます。</translation>
    </message>
    <message>
        <source>Certificate authority (optional)</source>
        <extracomment>Label of the certificate authority field</extracomment>
        <translation>認証局（任意）</translation>
    </message>
</context>
<context>
    <name>AccountOptionsSheet</name>
    <message>
        <source>Saving signs in to the account again. What you have checked out is treated as when Coffret locks.</source>
        <extracomment>Below the heading of the sheet for an account&apos;s options; the second for accounts that lend values</extracomment>
        <translation>保存すると、アカウントに再度サインインします。借用中のものは、Coffret のロック時と同じ扱いになります。</translation>
    </message>
    <message>
        <source>Saving signs in to the account again.</source>
        <translation>保存すると、アカウントに再度サインインします。</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons of the sheet for an account&apos;s options</extracomment>
        <translation>サインアウト中…</translation>
    </message>
    <message>
        <source>Options of “%1”</source>
        <extracomment>Heading of the sheet for an account&apos;s options. %1 is its name</extracomment>
        <translation>「%1」のオプション</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: an account&apos;s options stay as they were</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button: keeps an account&apos;s options</extracomment>
        <translation>保存</translation>
    </message>
    <message>
        <source>Shown in the sidebar. The server&apos;s name is used if you leave it empty.</source>
        <extracomment>Help under the field for an account&apos;s name</extracomment>
        <translation>サイドバーに表示されます。空欄の場合はサーバーの名前を使います。</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for an account&apos;s name</extracomment>
        <translation>名前</translation>
    </message>
    <message>
        <source>An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for an account&apos;s apps</extracomment>
        <translation>アプリの識別子は、そのアプリの設定のサイドパネルにあります。トークンがすべてのアプリ用であれば、名前も使えます。</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>A preference of an account whose values are lent</extracomment>
        <translation>Coffret のロック時または終了時に返却する</translation>
    </message>
</context>
<context>
    <name>AccountPopup</name>
    <message>
        <source>Accounts</source>
        <extracomment>Accessible name of the list of accounts</extracomment>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>Button below the list of accounts</extracomment>
        <translation>アカウントを追加…</translation>
    </message>
    <message>
        <source>Remove “%1”…</source>
        <extracomment>Button below the list of accounts: takes the one the keyboard is at, else the one in view, off this computer</extracomment>
        <translation>「%1」を削除…</translation>
    </message>
</context>
<context>
    <name>AccountRow</name>
    <message>
        <source>Ctrl+%1</source>
        <extracomment>Keys that switch to the account with this number</extracomment>
        <translation>Ctrl+%1</translation>
    </message>
</context>
<context>
    <name>AccountSwitcher</name>
    <message>
        <source>Switch account</source>
        <extracomment>Accessible name of the button at the top of the sidebar that lists the accounts</extracomment>
        <translation>アカウントを切り替え</translation>
    </message>
</context>
<context>
    <name>ActivityPane</name>
    <message>
        <source>Activity</source>
        <extracomment>Accessible name of the part that shows who did what with a secret</extracomment>
        <translation>アクティビティ</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <extracomment>In place of what happened to a secret</extracomment>
        <translation>まだ何も行われていません。</translation>
    </message>
</context>
<context>
    <name>AddFieldButton</name>
    <message>
        <source>Add field</source>
        <extracomment>Button that offers more fields for a secret</extracomment>
        <translation>フィールドを追加</translation>
    </message>
</context>
<context>
    <name>AgeBanner</name>
    <message>
        <source>The server cannot be reached, so it may have changed since.</source>
        <extracomment>In a banner above a secret that was kept on this computer</extracomment>
        <translation>サーバーに接続できないため、その後変更されている可能性があります。</translation>
    </message>
</context>
<context>
    <name>AgentSheet</name>
    <message>
        <source>Programs of yours can sign in with it while it is there. Coffret takes it out when it locks or quits.</source>
        <extracomment>Under the heading of the sheet that puts a key into the SSH agent</extracomment>
        <translation>鍵がエージェントにある間、自分のプログラムがこの鍵でサインインできます。Coffret は、ロック時または終了時に鍵を取り除きます。</translation>
    </message>
    <message>
        <source>Add “%1” to ssh-agent</source>
        <extracomment>Heading of the sheet that puts a key into the SSH agent. %1 is a secret&apos;s name</extracomment>
        <translation>「%1」を ssh-agent に追加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that put a key into the SSH agent: before and while it is opened</extracomment>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>For how long</source>
        <extracomment>Accessible name of the choice of a time</extracomment>
        <translation>追加しておく時間</translation>
    </message>
    <message>
        <source>At most 24 hours, should Coffret end without a chance to take it out.</source>
        <extracomment>Below the choice &quot;Until Coffret locks&quot;</extracomment>
        <translation>Coffret が鍵を取り除けずに終了した場合でも、最長 24 時間です。</translation>
    </message>
    <message>
        <source>Until Coffret locks</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>Coffret がロックされるまで</translation>
    </message>
    <message>
        <source>1 hour</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>8 hours</source>
        <extracomment>Choice of how long a key stays in the SSH agent</extracomment>
        <translation>8 時間</translation>
    </message>
    <message>
        <source>Minutes:</source>
        <extracomment>Choice of how long a key stays in the SSH agent; a number is written behind it</extracomment>
        <translation>分数：</translation>
    </message>
    <message>
        <source>Minutes</source>
        <extracomment>Accessible name of the field for a number of minutes</extracomment>
        <translation>分数</translation>
    </message>
    <message>
        <source>The agent asks with ssh-askpass whenever a program wants to sign in; where that is not installed, every use is refused.</source>
        <extracomment>Below &quot;Confirm each use&quot;. ssh-askpass is the name of a program</extracomment>
        <translation>プログラムがサインインしようとするたびに、エージェントが ssh-askpass で確認します。ssh-askpass がインストールされていない場合、使用はすべて拒否されます。</translation>
    </message>
    <message>
        <source>Confirm each use</source>
        <extracomment>Check box: the SSH agent asks before each use of a key</extracomment>
        <translation>使用のたびに確認する</translation>
    </message>
</context>
<context>
    <name>AppsField</name>
    <message>
        <source>Apps, separated by commas</source>
        <extracomment>Label of the apps field</extracomment>
        <translation>アプリ（コンマ区切り）</translation>
    </message>
</context>
<context>
    <name>AttentionTexts</name>
    <message>
        <source>The server showed an older version, or one that belongs to another secret. Do not use the value; tell whoever runs the server.</source>
        <extracomment>What to do about a secret of which the server sent something older, or something of another one.</extracomment>
        <translation>サーバーが古い版、または別のシークレットのものを送ってきました。この値は使わず、サーバーの運用担当者に知らせてください。</translation>
    </message>
    <message>
        <source>Its details are encrypted with a key that was not shared with you yet. Ask an administrator to share it.</source>
        <extracomment>What to do about a secret that waits for a shared key.</extracomment>
        <translation>詳細情報が、まだ自分と共有されていない鍵で暗号化されています。管理者に鍵の共有を依頼してください。</translation>
    </message>
    <message>
        <source>Name and details are placeholders. Ask the owner to save it again.</source>
        <extracomment>What to do about a secret whose details cannot be decrypted.</extracomment>
        <translation>名前と詳細情報は仮のものです。所有者に保存し直すよう依頼してください。</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the addresses. Check them before you use the value there.</source>
        <extracomment>What to do about a secret whose details nobody vouches for.</extracomment>
        <translation>名前とアドレスについて、既知の人物による保証がありません。そのアドレスで値を使う前に確認してください。</translation>
    </message>
    <message>
        <source>When you last opened it, nobody you know vouched for the values. Ask the owner whether they wrote them, or save them again yourself.</source>
        <extracomment>What to do about a secret whose values nobody vouches for.</extracomment>
        <translation>最後に開いたとき、値について既知の人物による保証がありませんでした。所有者に本人が書いたものか確認するか、自分で保存し直してください。</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name of one of its tags. Do not rely on that tag.</source>
        <extracomment>What to do about a secret with a tag that nobody vouches for.</extracomment>
        <translation>いずれかのタグの名前について、既知の人物による保証がありません。そのタグを信用しないでください。</translation>
    </message>
    <message>
        <source>It can be read and copied as it is, but not changed here.</source>
        <extracomment>What to do about a secret of a type this version does not know.</extracomment>
        <translation>そのまま閲覧やコピーはできますが、ここでは変更できません。</translation>
    </message>
    <message>
        <source>Nothing is kept in it. Edit it to give it a value.</source>
        <extracomment>What to do about a secret without any value.</extracomment>
        <translation>値が入っていません。編集して値を入力してください。</translation>
    </message>
    <message>
        <source>What the server sent as this folder&apos;s name belongs elsewhere</source>
        <extracomment>Why a folder&apos;s name deserves a second look: the server sent something else in its place.</extracomment>
        <translation>サーバーがこのフォルダーの名前として送ってきたものは、別のもののデータです</translation>
    </message>
    <message>
        <source>This folder&apos;s name waits for the shared key</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>このフォルダーの名前は共有鍵を待っています</translation>
    </message>
    <message>
        <source>This folder&apos;s name cannot be decrypted</source>
        <extracomment>Why a folder&apos;s name is not shown.</extracomment>
        <translation>このフォルダーの名前を復号できません</translation>
    </message>
    <message>
        <source>Nobody you know vouches for this folder&apos;s name</source>
        <extracomment>Why a folder&apos;s name deserves a second look.</extracomment>
        <translation>このフォルダーの名前について、既知の人物による保証がありません</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>If this computer breaks or you forget the passphrase, everything encrypted for you is lost. Keep a copy where only you can get at it.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>このコンピューターが故障したりパスフレーズを忘れたりすると、自分宛てに暗号化されたものがすべて失われます。自分だけが取り出せる場所に控えを保管してください。</translation>
    </message>
    <message>
        <source>Recovery kit saved. Move it off this computer.</source>
        <extracomment>About a new key without a copy; with one</extracomment>
        <translation>リカバリーキットを保存しました。このコンピューター以外の場所へ移してください。</translation>
    </message>
    <message>
        <source>Your new key exists only here</source>
        <translation>新しい鍵はここにしかありません</translation>
    </message>
    <message>
        <source>OpenPGP keys (*.asc)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>OpenPGP 鍵 (*.asc)</translation>
    </message>
    <message>
        <source>The private key, locked with its passphrase; gpg asks for that once more. Only you can read the file.</source>
        <extracomment>Help under the field for the recovery kit&apos;s file</extracomment>
        <translation>パスフレーズで保護された秘密鍵です。gpg がもう一度パスフレーズを尋ねます。ファイルを読めるのは自分だけです。</translation>
    </message>
    <message>
        <source>Recovery kit</source>
        <extracomment>Label of the field for the recovery kit&apos;s file</extracomment>
        <translation>リカバリーキット</translation>
    </message>
    <message>
        <source>Save a recovery kit</source>
        <extracomment>Button that writes the recovery kit</extracomment>
        <translation>リカバリーキットを保存</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <extracomment>Name of the button that closes an error banner</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Hide details</source>
        <extracomment>Button that unfolds or folds the technical details of an error</extracomment>
        <translation>詳細を隠す</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
</context>
<context>
    <name>BeginningSettings</name>
    <message>
        <source>You can change this at any time in the settings.</source>
        <extracomment>Below a few settings on a setup screen</extracomment>
        <translation>設定でいつでも変更できます。</translation>
    </message>
</context>
<context>
    <name>BulkPane</name>
    <message>
        <source>Chosen secrets</source>
        <extracomment>Accessible name of the part that works on several secrets</extracomment>
        <translation>選択したシークレット</translation>
    </message>
    <message>
        <source>What you do here is done to all of them.</source>
        <extracomment>Below how many secrets are chosen</extracomment>
        <translation>ここでの操作は、選択したすべてに適用されます。</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Button: gives people access to several secrets</extracomment>
        <translation>共有…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Button: moves several secrets</extracomment>
        <translation>移動…</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <extracomment>Button: gives several secrets a star</extracomment>
        <translation>お気に入りに追加</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <extracomment>Button: takes the star of several secrets away</extracomment>
        <translation>お気に入りから削除</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Button: deletes several secrets after a question</extracomment>
        <translation>削除…</translation>
    </message>
</context>
<context>
    <name>BulkShareSheet</name>
    <message>
        <source>They get access to all of them. Who has access already keeps it, with the greater of two rights.</source>
        <extracomment>Under the heading of a question who gets access to several secrets</extracomment>
        <translation>追加した相手は、選択したすべてにアクセスできるようになります。すでにアクセスできる人は、より強い方の権限で引き続きアクセスできます。</translation>
    </message>
    <message>
        <source>Add somebody first.</source>
        <extracomment>Beside a button that cannot be pressed before people or groups were added</extracomment>
        <translation>まず誰かを追加してください。</translation>
    </message>
    <message>
        <source>Share: %1</source>
        <extracomment>Heading. %1 is for example &quot;3 secrets chosen&quot;</extracomment>
        <translation>共有：%1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of access come to before they are written</extracomment>
        <translation>確認…</translation>
    </message>
    <message>
        <source>Add people or groups</source>
        <extracomment>In the field that looks people up to share something with</extracomment>
        <translation>ユーザーまたはグループを追加</translation>
    </message>
    <message>
        <source>Who gets access</source>
        <extracomment>Accessible name of the list of who gets access</extracomment>
        <translation>アクセスできるようになる人</translation>
    </message>
</context>
<context>
    <name>CertificateBody</name>
    <message>
        <source>Issued by</source>
        <extracomment>Label of the name of who signed a certificate</extracomment>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Hide fingerprints and chain</source>
        <extracomment>Button that unfolds or folds the fingerprints, the chain and so on of a certificate</extracomment>
        <translation>フィンガープリントとチェーンを隠す</translation>
    </message>
    <message>
        <source>Fingerprints and chain</source>
        <translation>フィンガープリントとチェーン</translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>Label of the kind and size of a certificate&apos;s key</extracomment>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Signature</source>
        <extracomment>Label of the way a certificate was signed</extracomment>
        <translation>署名</translation>
    </message>
    <message>
        <source>Serial number</source>
        <extracomment>Label of the serial number of a certificate</extracomment>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Chain</source>
        <extracomment>Label above the certificates of a chain</extracomment>
        <translation>チェーン</translation>
    </message>
    <message>
        <source>Chain of certificates</source>
        <extracomment>Accessible name of the list of certificates that signed each other</extracomment>
        <translation>証明書チェーン</translation>
    </message>
</context>
<context>
    <name>CertificateFindings</name>
    <message>
        <source>A server cannot use them together. Look for the key it was asked for with.</source>
        <extracomment>What to do about a private key of another certificate.</extracomment>
        <translation>サーバーはこの 2 つを組み合わせて使えません。証明書の申請に使った鍵を探してください。</translation>
    </message>
    <message>
        <source>The private key does not belong to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>秘密鍵は、この証明書のものではありません。</translation>
    </message>
    <message>
        <source>The private key is that of “%1”, further up the chain.</source>
        <extracomment>About a certificate and the private key beside it. %1 is another certificate&apos;s name.</extracomment>
        <translation>秘密鍵は、チェーンの上位にある「%1」のものです。</translation>
    </message>
    <message>
        <source>The private key belongs to this certificate.</source>
        <extracomment>About a certificate and the private key beside it.</extracomment>
        <translation>秘密鍵は、この証明書のものです。</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>秘密鍵はパスフレーズで保護されています。</translation>
    </message>
    <message>
        <source>With the passphrase beside it, it is compared with the certificate.</source>
        <extracomment>What to do about a protected private key.</extracomment>
        <translation>パスフレーズの欄に入力すると、証明書と照合されます。</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>このパスフレーズでは秘密鍵を開けません。</translation>
    </message>
    <message>
        <source>The private key cannot be read.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>秘密鍵を読み取れません。</translation>
    </message>
    <message>
        <source>Take all of its text, from the line BEGIN PRIVATE KEY to the line END PRIVATE KEY.</source>
        <extracomment>What to do about a text that is no private key. BEGIN … and END … are lines of such a text.</extracomment>
        <translation>BEGIN PRIVATE KEY の行から END PRIVATE KEY の行まで、テキスト全体を使ってください。</translation>
    </message>
    <message>
        <source>A private key of this kind cannot be checked here.</source>
        <extracomment>About the private key beside a certificate.</extracomment>
        <translation>この種類の秘密鍵は、ここでは確認できません。</translation>
    </message>
    <message>
        <source>“%1” has the name of the issuer, but did not sign “%2”.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>「%1」は発行者と同じ名前ですが、「%2」に署名していません。</translation>
    </message>
    <message>
        <source>It may be an older or newer certificate of the same authority.</source>
        <extracomment>What to do about an issuer that did not sign.</extracomment>
        <translation>同じ認証局の、古いまたは新しい証明書の可能性があります。</translation>
    </message>
    <message>
        <source>“%1” signed “%2”, but is not meant to sign others.</source>
        <extracomment>About a chain of certificates. %1 is the name of one, %2 of the one below it.</extracomment>
        <translation>「%1」は「%2」に署名していますが、ほかの証明書に署名するためのものではありません。</translation>
    </message>
    <message>
        <source>The signature of “%1” cannot be checked here.</source>
        <extracomment>About a chain of certificates. %1 is the name of one.</extracomment>
        <translation>「%1」の署名は、ここでは検証できません。</translation>
    </message>
    <message>
        <source>It has signed itself.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>自己署名の証明書です。</translation>
    </message>
    <message>
        <source>Programs trust it only where somebody told them to.</source>
        <extracomment>What it means that a certificate has signed itself.</extracomment>
        <translation>信頼するよう設定したプログラムだけが、この証明書を信頼します。</translation>
    </message>
    <message>
        <source>The chain is complete, up to “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of its last one.</extracomment>
        <translation>チェーンは「%1」までそろっています。</translation>
    </message>
    <message>
        <source>The certificate of its issuer, “%1”, is missing.</source>
        <extracomment>About a certificate that came without its chain. %1 is the issuer&apos;s name.</extracomment>
        <translation>発行者「%1」の証明書がありません。</translation>
    </message>
    <message>
        <source>Servers usually need it. The issuer offers it as the chain or bundle.</source>
        <extracomment>What to do about a missing issuer.</extracomment>
        <translation>通常、サーバーには発行者の証明書も必要です。発行者がチェーンまたはバンドルとして提供しています。</translation>
    </message>
    <message>
        <source>The chain ends below “%1”.</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer that is not part of it.</extracomment>
        <translation>チェーンは「%1」の手前で終わっています。</translation>
    </message>
    <message>
        <source>That is fine when it is a root: programs have those themselves.</source>
        <extracomment>What it means that a chain ends there.</extracomment>
        <translation>それがルート証明書であれば問題ありません。ルート証明書はプログラム側にあります。</translation>
    </message>
    <message>
        <source>The certificates are out of order.</source>
        <extracomment>About a chain of certificates.</extracomment>
        <translation>証明書の順序が正しくありません。</translation>
    </message>
    <message>
        <source>First comes the certificate itself, then the issuer of each.</source>
        <extracomment>What the order of certificates is.</extracomment>
        <translation>最初に証明書自体、続いてそれぞれの発行者の順に並べます。</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) here belong to none of the others.</source>
        <extracomment>About several certificates in one text. %n is how many are no part of the chain.</extracomment>
        <translation>
            <numerusform>ここにある %n 件の証明書は、ほかのどの証明書ともつながっていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <extracomment>About a chain of certificates. %1 is the name of an issuer, %2 a sentence such as &quot;Expires tomorrow&quot;.</extracomment>
        <translation>「%1」：%2</translation>
    </message>
    <message>
        <source>Its key or its signature is too weak for today.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>鍵または署名が、現在の基準では弱すぎます。</translation>
    </message>
    <message>
        <source>MD5, SHA-1 and RSA keys below 2048 bits are refused by most programs.</source>
        <extracomment>What it means that a certificate is weak: MD5 and SHA-1 are ways to sign.</extracomment>
        <translation>MD5、SHA-1、2048 ビット未満の RSA 鍵は、ほとんどのプログラムで拒否されます。</translation>
    </message>
    <message>
        <source>The names it is for cannot be read.</source>
        <extracomment>About a certificate: the names of the hosts it is for.</extracomment>
        <translation>対象の名前を読み取れません。</translation>
    </message>
    <message>
        <source>It is an authority: it may sign other certificates.</source>
        <extracomment>About a certificate.</extracomment>
        <translation>認証局の証明書です。ほかの証明書に署名できます。</translation>
    </message>
    <message>
        <source>Not part of the chain</source>
        <extracomment>Below a certificate in a list: it is not part of the chain.</extracomment>
        <translation>チェーンに含まれません</translation>
    </message>
    <message>
        <source>Did not sign the one before it</source>
        <extracomment>Below a certificate in a list: the issuer of the one before it.</extracomment>
        <translation>1 つ前の証明書に署名していません</translation>
    </message>
</context>
<context>
    <name>CertificateHelper</name>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.p12 *.pfx)</source>
        <extracomment>Entry of the file type list in a certificate&apos;s file dialog</extracomment>
        <translation>証明書 (*.pem *.crt *.cer *.der *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>PEM, DER or PKCS#12, with its chain and key. Dropping it on the form works too.</source>
        <extracomment>Help under the field for a certificate&apos;s file</extracomment>
        <translation>PEM、DER、PKCS#12 の形式で、チェーンと鍵も読み込めます。フォームにドロップすることもできます。</translation>
    </message>
    <message>
        <source>From a file</source>
        <extracomment>Label of the field for a certificate&apos;s file</extracomment>
        <translation>ファイルから</translation>
    </message>
    <message>
        <source>Put in order</source>
        <extracomment>Button: sorts the certificates of a chain</extracomment>
        <translation>並べ替え</translation>
    </message>
    <message>
        <source>Expires with the certificate, %1</source>
        <extracomment>Button: the secret expires on the day its certificate does. %1 is that day, such as 2027-03-31</extracomment>
        <translation>証明書と同じ日を期限にする（%1）</translation>
    </message>
</context>
<context>
    <name>CertificateLine</name>
    <message>
        <source>%1: %2</source>
        <extracomment>What a screen reader says of a part of a certificate. %1 is its label, such as Issuer, %2 what it says</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>CertificatePassword</name>
    <message>
        <source>Password of %1</source>
        <extracomment>Label of the field for a file&apos;s password. %1 is the file&apos;s name</extracomment>
        <translation>%1 のパスワード</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a file with the password beside it</extracomment>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: does without a file that has a password</extracomment>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>CertificateTexts</name>
    <message>
        <source>This is not a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>証明書ではありません。</translation>
    </message>
    <message>
        <source>It should have a line BEGIN CERTIFICATE, or be a file in DER or PKCS#12.</source>
        <extracomment>What a certificate looks like. BEGIN CERTIFICATE is a line of it.</extracomment>
        <translation>BEGIN CERTIFICATE という行のあるテキストか、DER または PKCS#12 形式のファイルである必要があります。</translation>
    </message>
    <message>
        <source>This is a request for a certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>証明書署名要求（CSR）です。</translation>
    </message>
    <message>
        <source>Send it to the authority; the certificate is what comes back.</source>
        <extracomment>What to do about a request in the place of a certificate.</extracomment>
        <translation>これを認証局に送ってください。返送されてくるものが証明書です。</translation>
    </message>
    <message>
        <source>This is a private key without its certificate.</source>
        <extracomment>About a text or a file.</extracomment>
        <translation>証明書のない秘密鍵です。</translation>
    </message>
    <message>
        <source>The certificate is damaged.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>証明書が壊れています。</translation>
    </message>
    <message>
        <source>A part is missing or altered. Take it anew, from BEGIN to END.</source>
        <extracomment>What to do about a damaged certificate. BEGIN and END are lines of it.</extracomment>
        <translation>一部が欠けているか、変わっています。BEGIN から END まで、もう一度取り込んでください。</translation>
    </message>
    <message>
        <source>There is more here than a chain of certificates.</source>
        <extracomment>About a text or a file with certificates.</extracomment>
        <translation>証明書チェーンとしては内容が多すぎます。</translation>
    </message>
    <message>
        <source>Up to 32 certificates are read, of 64 KiB each.</source>
        <extracomment>What the limits are.</extracomment>
        <translation>読み込めるのは、それぞれ 64 KiB までの証明書 32 件までです。</translation>
    </message>
    <message>
        <source>The file is protected by a password.</source>
        <extracomment>About a file.</extracomment>
        <translation>ファイルはパスワードで保護されています。</translation>
    </message>
    <message>
        <source>The password does not open the file.</source>
        <extracomment>About a file.</extracomment>
        <translation>このパスワードではファイルを開けません。</translation>
    </message>
    <message>
        <source>The file is protected in a way that is not supported.</source>
        <extracomment>About a file.</extracomment>
        <translation>ファイルは、対応していない方式で保護されています。</translation>
    </message>
    <message>
        <source>Export it again with another program, or as PEM.</source>
        <extracomment>What to do about such a file.</extracomment>
        <translation>別のプログラムで、または PEM 形式で、エクスポートし直してください。</translation>
    </message>
    <message>
        <source>Not valid before %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>有効期間前（%1から）</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>%1まで有効</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>About a certificate. %1 is a day.</extracomment>
        <translation>%1に期限切れ</translation>
    </message>
    <message>
        <source>Its dates cannot be read</source>
        <extracomment>About a certificate: the times between which it is valid make no sense.</extracomment>
        <translation>有効期間を読み取れません</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A day, as Qt&apos;s date formats write it: 3 Mar 2027.</extracomment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n bits</source>
        <extracomment>A kind of key and its size. %1 is the kind, such as RSA; %n the size.</extracomment>
        <translation>
            <numerusform>%1、%n ビット</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChainRow</name>
    <message>
        <source>%1: %3, %2</source>
        <extracomment>What a screen reader says of a certificate in a chain. %1 is its place, %2 a sentence about it, %3 its name</extracomment>
        <translation>%1: %3、%2</translation>
    </message>
</context>
<context>
    <name>CharacterOptions</name>
    <message>
        <source>Length</source>
        <extracomment>Label: how many characters a new password has</extracomment>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Label above the kinds of characters a new password is made of</extracomment>
        <translation>文字</translation>
    </message>
    <message>
        <source>No 0 O 1 I l or |, for passwords that are read out or typed.</source>
        <extracomment>Below the choice to leave out look-alikes; the characters are examples</extracomment>
        <translation>0 O 1 I l | を使いません。読み上げたり入力したりするパスワード向けです。</translation>
    </message>
    <message>
        <source>Leave out look-alikes</source>
        <extracomment>A choice for new passwords: characters that are easily taken for each other</extracomment>
        <translation>紛らわしい文字を除く</translation>
    </message>
</context>
<context>
    <name>CheckOutCard</name>
    <message>
        <source>Check-out</source>
        <extracomment>Accessible name of the part that says whether a secret is checked out</extracomment>
        <translation>借用</translation>
    </message>
    <message>
        <source>Open web page</source>
        <extracomment>Button: opens the server&apos;s web page, where something can be done that this program cannot</extracomment>
        <translation>Web ページを開く</translation>
    </message>
    <message>
        <source>Request access…</source>
        <extracomment>Button: opens the form that asks for access to a secret</extracomment>
        <translation>アクセスを申請…</translation>
    </message>
    <message>
        <source>Check out</source>
        <extracomment>Button: takes a lent secret for oneself</extracomment>
        <translation>借りる</translation>
    </message>
    <message>
        <source>Give back</source>
        <extracomment>Button: gives a lent secret back before its time is over</extracomment>
        <translation>返却</translation>
    </message>
    <message>
        <source>Look again</source>
        <extracomment>Button: asks the server whether somebody has decided meanwhile</extracomment>
        <translation>再確認</translation>
    </message>
</context>
<context>
    <name>CheckOutTexts</name>
    <message>
        <source>Only one person can have it at a time.</source>
        <extracomment>Below the state of a secret whose value is lent.</extracomment>
        <translation>同時に利用できるのは 1 人だけです。</translation>
    </message>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>State of a secret whose value is lent, then what to do.</extracomment>
        <translation>先にアクセスの承認が必要です</translation>
    </message>
    <message>
        <source>Ask for it and say why. Somebody decides, then you can see the value.</source>
        <translation>理由を添えて申請してください。承認されると値を見られます。</translation>
    </message>
    <message>
        <source>Available to check out</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>借りられます</translation>
    </message>
    <message>
        <source>Approved from %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>%1 以降のアクセスが承認されました</translation>
    </message>
    <message>
        <source>It can be seen from then on until %1.</source>
        <extracomment>Below the state above. %1 is a moment.</extracomment>
        <translation>その時点から %1 まで見られます。</translation>
    </message>
    <message>
        <source>Access is approved</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>アクセスが承認されました</translation>
    </message>
    <message>
        <source>You can see its value.</source>
        <translation>値を見られます。</translation>
    </message>
    <message>
        <source>Shared with you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.
----------
In a list. %1 is a moment.</extracomment>
        <translation>%1 まで自分と共有</translation>
    </message>
    <message>
        <source>You can see its value until then.</source>
        <translation>それまで値を見られます。</translation>
    </message>
    <message>
        <source>Checked out by you until %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>%1 まで自分が借用中</translation>
    </message>
    <message>
        <source>Checked out by you</source>
        <extracomment>State of a secret whose value is lent.
----------
In a list: the user has it checked out.</extracomment>
        <translation>自分が借用中</translation>
    </message>
    <message>
        <source>Not from here, so locking does not give it back.</source>
        <extracomment>Below the state above: another program did it.</extracomment>
        <translation>ここから借りたものではないため、ロックしても返却されません。</translation>
    </message>
    <message>
        <source>It could not be given back the last time. Try again.</source>
        <extracomment>Below the state above: the server could not be told that it is given back.</extracomment>
        <translation>前回は返却できませんでした。もう一度試してください。</translation>
    </message>
    <message>
        <source>Your access was taken back</source>
        <extracomment>State of a secret whose value is lent: somebody ended it.</extracomment>
        <translation>アクセスが取り消されました</translation>
    </message>
    <message>
        <source>Its value is no longer shown.</source>
        <translation>値はもう表示されません。</translation>
    </message>
    <message>
        <source>Your access ended at %1</source>
        <extracomment>State of a secret whose value is lent. %1 is a moment.</extracomment>
        <translation>アクセスは %1 に終了しました</translation>
    </message>
    <message>
        <source>Your access has ended</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>アクセスは終了しました</translation>
    </message>
    <message>
        <source>Access requested</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>アクセス申請済み</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>まだ判断されていません。</translation>
    </message>
    <message>
        <source>Nobody has decided yet. You wrote: %1</source>
        <translation>まだ判断されていません。申請の理由：%1</translation>
    </message>
    <message>
        <source>Your request was turned down</source>
        <extracomment>State of a secret whose value is lent, then what was answered.</extracomment>
        <translation>申請は却下されました</translation>
    </message>
    <message>
        <source>No reason was given.</source>
        <translation>理由は示されていません。</translation>
    </message>
    <message>
        <source>You gave it back</source>
        <extracomment>State of a secret whose value is lent, then what it means.</extracomment>
        <translation>返却しました</translation>
    </message>
    <message>
        <source>Somebody else has it</source>
        <extracomment>State of a secret whose value is lent.</extracomment>
        <translation>ほかの人が借用中</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>%1 さんが借用中</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>同時に利用できるのは 1 人だけです。返却されたら、もう一度試してください。</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>Countdown. %1 is minutes and seconds, for example &quot;4:32&quot;.</extracomment>
        <translation>残り %1</translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <extracomment>Countdown in minutes.</extracomment>
        <translation>
            <numerusform>残り %n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <extracomment>Countdown. %1 is hours, %2 minutes.</extracomment>
        <translation>残り %1 時間 %2 分</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A moment. %1 is a day, %2 a time of day.</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Checked out, %1</source>
        <extracomment>In a list: the user has it checked out. %1 is how long still, for example &quot;43 min left&quot;.</extracomment>
        <translation>借用中、%1</translation>
    </message>
    <message>
        <source>No longer shared with you</source>
        <extracomment>In a list: the time for which it was shared with the user is over.</extracomment>
        <translation>共有は終了しました</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) checked out</source>
        <extracomment>In the tray. %n is how many secrets the user has at present.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを借用中</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <extracomment>%1 is the sentence above for one secret, %2 a moment.</extracomment>
        <translation>%1（%2 まで）</translation>
    </message>
    <message>
        <source>%1, the first until %2</source>
        <extracomment>%1 is the sentence above for several secrets, %2 a moment.</extracomment>
        <translation>%1（最初の期限は %2）</translation>
    </message>
    <message>
        <source>This server takes no requests from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>このサーバーは、ここからの申請を受け付けません。</translation>
    </message>
    <message>
        <source>Ask for access on its web page, then look again.</source>
        <translation>サーバーの Web ページでアクセスを申請してから、再確認してください。</translation>
    </message>
    <message>
        <source>This server lets nothing be checked out from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>このサーバーでは、ここから借りることができません。</translation>
    </message>
    <message>
        <source>Check the secret out on its web page, then look again.</source>
        <translation>サーバーの Web ページでシークレットを借りてから、再確認してください。</translation>
    </message>
    <message>
        <source>This server takes nothing back from here.</source>
        <extracomment>What the server does not offer, then what to do instead.</extracomment>
        <translation>このサーバーは、ここからの返却を受け付けません。</translation>
    </message>
    <message>
        <source>Give the secret back on its web page.</source>
        <translation>サーバーの Web ページでシークレットを返却してください。</translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>Secrets stay on your server. Coffret opens one only when you ask for it.</source>
        <extracomment>Sentence under the heading of the first screen</extracomment>
        <translation>シークレットはサーバーに置いたままです。Coffret は、求められたときにそのシークレットだけを開きます。</translation>
    </message>
    <message>
        <source>Where are your secrets?</source>
        <extracomment>Heading of the first screen</extracomment>
        <translation>シークレットはどこにありますか？</translation>
    </message>
    <message>
        <source>Server address and your OpenPGP key</source>
        <extracomment>What is needed to sign in to Passbolt</extracomment>
        <translation>サーバーのアドレスと自分の OpenPGP 鍵</translation>
    </message>
    <message>
        <source>Passbolt</source>
        <extracomment>Name of the service Passbolt</extracomment>
        <translation>Passbolt</translation>
    </message>
    <message>
        <source>Appliance address and an access token</source>
        <extracomment>What is needed to sign in to Fudo Enterprise</extracomment>
        <translation>アプライアンスのアドレスとアクセストークン</translation>
    </message>
    <message>
        <source>Fudo Enterprise</source>
        <extracomment>Name of the service Fudo Enterprise UAG</extracomment>
        <translation>Fudo Enterprise</translation>
    </message>
    <message>
        <source>Access tokens and the apps to show</source>
        <extracomment>What is needed to sign in to CommandK</extracomment>
        <translation>アクセストークンと表示するアプリ</translation>
    </message>
    <message>
        <source>CommandK</source>
        <extracomment>Name of the service CommandK</extracomment>
        <translation>CommandK</translation>
    </message>
    <message>
        <source>Invited to Passbolt?</source>
        <extracomment>Beside the buttons for what a Passbolt server hands out</extracomment>
        <translation>Passbolt に招待されましたか？</translation>
    </message>
    <message>
        <source>Use an account kit</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>アカウントキットを使う</translation>
    </message>
    <message>
        <source>Paste a link from an e-mail</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>メールのリンクを貼り付ける</translation>
    </message>
    <message>
        <source>Nothing to sign in to yet? The demo vault runs on this computer and leaves nothing behind.</source>
        <extracomment>Beside the button that starts the demo vault</extracomment>
        <translation>サインイン先がまだない場合は、デモ保管庫をお試しください。このコンピューター上で動き、何も残しません。</translation>
    </message>
    <message>
        <source>Try the demo vault</source>
        <extracomment>Button on the first screen</extracomment>
        <translation>デモ保管庫を試す</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Start on an embedded demo vault; nothing is kept.</source>
        <translation>内蔵のデモ保管庫で起動します。何も保存されません。</translation>
    </message>
    <message>
        <source>Show the quick lookup.</source>
        <translation>クイック検索を表示します。</translation>
    </message>
    <message>
        <source>Start in the system tray.</source>
        <translation>システムトレイで起動します。</translation>
    </message>
    <message>
        <source>Tour the program by itself, save pictures to &lt;folder&gt;, quit.</source>
        <translation>プログラムを自動で巡回し、画像を &lt;フォルダー&gt; に保存して終了します。</translation>
    </message>
    <message>
        <source>With --demo: hide revealed values after &lt;seconds&gt;.</source>
        <translation>--demo と併用：表示した値を &lt;秒数&gt; 秒後に隠します。</translation>
    </message>
    <message>
        <source>With --demo: clear the clipboard after &lt;seconds&gt;.</source>
        <translation>--demo と併用：クリップボードを &lt;秒数&gt; 秒後に消去します。</translation>
    </message>
    <message>
        <source>Desktop password manager for team vaults</source>
        <translation>チームの保管庫のためのデスクトップ向けパスワードマネージャー</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>このヘルプを表示して終了します。</translation>
    </message>
    <message>
        <source>Unexpected argument: %1</source>
        <translation>不明な引数：%1</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Show every control in every state, for developers.</source>
        <translation>すべてのコントロールをすべての状態で表示します（開発者向け）。</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒数</translation>
    </message>
    <message>
        <source>Speak &lt;code&gt;, for example de; en-XA and ar-XB show what a translation would do to the interface.</source>
        <translation>言語 &lt;コード&gt; で起動します（例: de）。en-XA と ar-XB は翻訳が画面に与える影響を示します。</translation>
    </message>
    <message>
        <source>code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Use the settings and keys called &lt;name&gt;, or those in a folder where there is a slash in it.</source>
        <translation>&lt;名前&gt; の設定と鍵を使います。スラッシュを含む場合は、そのフォルダーにあるものを使います。</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Show the window, of the program that runs.</source>
        <translation>動いているプログラムのウィンドウを表示します。</translation>
    </message>
    <message>
        <source>Lock the program that runs; where none does, nothing happens.</source>
        <translation>動いているプログラムをロックします。動いていない場合は何もしません。</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <translation>プロファイルの名前として使えません：%1</translation>
    </message>
    <message>
        <source>Commands for the running program: get, list, otp and exec. &quot;%1 get --help&quot; says more.</source>
        <translation>動いているプログラムへのコマンド：get、list、otp、exec。詳細は「%1 get --help」で表示されます。</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <extracomment>Name of the command palette</extracomment>
        <translation>コマンドパレット</translation>
    </message>
    <message>
        <source>Command or place</source>
        <extracomment>Name of the field in the command palette</extracomment>
        <translation>コマンドまたは移動先</translation>
    </message>
    <message>
        <source>What to do, or where to go</source>
        <extracomment>In the empty field of the command palette</extracomment>
        <translation>操作または移動先を入力</translation>
    </message>
</context>
<context>
    <name>CommentRow</name>
    <message>
        <source>Answer %1</source>
        <extracomment>Name of the button on a comment. %1 is its author</extracomment>
        <translation>%1 さんに返信</translation>
    </message>
    <message>
        <source>Change comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>コメントを変更</translation>
    </message>
    <message>
        <source>Delete comment</source>
        <extracomment>Name of the button on one&apos;s own comment</extracomment>
        <translation>コメントを削除</translation>
    </message>
    <message>
        <source>Delete this comment?</source>
        <extracomment>Question before a comment is deleted</extracomment>
        <translation>このコメントを削除しますか？</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>削除</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Buttons below the question before a comment is deleted</extracomment>
        <translation>残す</translation>
    </message>
</context>
<context>
    <name>CommentsPane</name>
    <message>
        <source>Comments</source>
        <extracomment>Accessible name of the part that shows what people say about a secret</extracomment>
        <translation>コメント</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Comments are not encrypted: never write a password here.</source>
        <extracomment>Above the comments on a secret</extracomment>
        <translation>コメントは暗号化されません。パスワードは決して書かないでください。</translation>
    </message>
    <message>
        <source>Nobody has said anything yet.</source>
        <extracomment>In place of comments on a secret</extracomment>
        <translation>まだコメントはありません。</translation>
    </message>
    <message>
        <source>Give up</source>
        <extracomment>Name of the button that gives up an answer or a change of a comment</extracomment>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <extracomment>Label of the field for a comment</extracomment>
        <translation>コメントを入力</translation>
    </message>
    <message>
        <source>Save comment</source>
        <extracomment>Button: sends a comment, or the change of one</extracomment>
        <translation>コメントを保存</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>コメントする</translation>
    </message>
</context>
<context>
    <name>ComparisonGrid</name>
    <message>
        <source>Names and environments</source>
        <extracomment>Accessible name of the grid of names and environments</extracomment>
        <translation>名前と環境</translation>
    </message>
</context>
<context>
    <name>ComparisonSheet</name>
    <message>
        <source>Comparing values fetches all of them. None is shown or kept.</source>
        <extracomment>Below a comparison, beside the button that compares values</extracomment>
        <translation>値を比較するには、すべての値を取得します。表示も保存もされません。</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Compare again</source>
        <extracomment>Buttons: find out which environments hold the same values, for the first time or once more</extracomment>
        <translation>再度比較</translation>
    </message>
    <message>
        <source>Compare values</source>
        <translation>値を比較</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Find a name</source>
        <extracomment>Label of the field that narrows a comparison</extracomment>
        <translation>名前を検索</translation>
    </message>
    <message>
        <source>Only differences</source>
        <extracomment>Check box: leaves out names that are the same everywhere</extracomment>
        <translation>違いのあるもののみ</translation>
    </message>
    <message>
        <source>Looking at the environments…</source>
        <extracomment>In place of a comparison, while it is made</extracomment>
        <translation>環境を確認中…</translation>
    </message>
</context>
<context>
    <name>ConfirmCopyBar</name>
    <message>
        <source>Copy anyway</source>
        <extracomment>Button: copies a value whose signature is missing or not expected</extracomment>
        <translation>それでもコピー</translation>
    </message>
    <message>
        <source>Do not copy</source>
        <extracomment>Button: does not copy</extracomment>
        <translation>コピーしない</translation>
    </message>
</context>
<context>
    <name>ConflictHeading</name>
    <message>
        <source>Yours, not saved</source>
        <extracomment>Above a column: the version in the form</extracomment>
        <translation>自分の内容（未保存）</translation>
    </message>
    <message>
        <source>On the server</source>
        <extracomment>Above a column: the version on the server</extracomment>
        <translation>サーバー上の内容</translation>
    </message>
</context>
<context>
    <name>ConflictRow</name>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a difference between two versions. %1 is the field&apos;s label</extracomment>
        <translation>%1を隠す</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1を表示</translation>
    </message>
</context>
<context>
    <name>ConflictSide</name>
    <message>
        <source>empty</source>
        <extracomment>In place of a value that one of two versions does not have</extracomment>
        <translation>空</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Somebody else saved first</source>
        <extracomment>Heading: somebody else saved the same secret meanwhile</extracomment>
        <translation>ほかの人が先に保存しました</translation>
    </message>
    <message>
        <source>“%1” was changed on the server after you began. Nothing of yours was saved yet, and nothing is lost. This is what differs:</source>
        <extracomment>Under the heading. %1 is the name of a secret</extracomment>
        <translation>編集を始めた後に、サーバー上の「%1」が変更されました。自分の内容はまだ保存されていませんが、失われてもいません。違いは次のとおりです：</translation>
    </message>
    <message>
        <source>Both versions read the same.</source>
        <extracomment>In place of the differences between two versions</extracomment>
        <translation>両方の内容は同じです。</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <extracomment>Button: saves the user&apos;s version over the one on the server</extracomment>
        <translation>自分の内容で上書き</translation>
    </message>
    <message>
        <source>Take the server&apos;s version</source>
        <extracomment>Button: gives up the user&apos;s version</extracomment>
        <translation>サーバーの内容を採用</translation>
    </message>
    <message>
        <source>Back to writing</source>
        <extracomment>Button: back to the form</extracomment>
        <translation>編集に戻る</translation>
    </message>
</context>
<context>
    <name>ControlCommand</name>
    <message>
        <source>Coffret is not running.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret が動いていません。</translation>
    </message>
    <message>
        <source>Coffret did not answer in time.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret から時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>The Coffret that runs is of another version. Start it again.</source>
        <extracomment>In a terminal</extracomment>
        <translation>動いている Coffret は別のバージョンです。起動し直してください。</translation>
    </message>
    <message>
        <source>This is not safe, so nothing was asked: %1.</source>
        <extracomment>In a terminal. %1 says which folder it is, and why.</extracomment>
        <translation>安全ではないため、問い合わせを行いませんでした：%1。</translation>
    </message>
    <message>
        <source>Coffret cannot be asked (%1).</source>
        <extracomment>In a terminal. %1 is technical.</extracomment>
        <translation>Coffret に問い合わせできません（%1）。</translation>
    </message>
    <message>
        <source>Coffret did not do that.</source>
        <extracomment>In a terminal</extracomment>
        <translation>Coffret は実行しませんでした。</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2</source>
        <extracomment>In a terminal. %1 is a command, %2 says why.</extracomment>
        <translation>%1 を実行できません：%2</translation>
    </message>
    <message>
        <source>%1, line %2: not NAME=VALUE</source>
        <extracomment>In a terminal. %1 is a file, %2 the number of a line.</extracomment>
        <translation>%1、%2 行目：NAME=VALUE の形式ではありません</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <extracomment>In a terminal. %1 is a file.</extracomment>
        <translation>%1 を読み込めません。</translation>
    </message>
    <message>
        <source>%1 is no coffret://ACCOUNT/PATH/FIELD</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>%1 は coffret://ACCOUNT/PATH/FIELD の形式ではありません</translation>
    </message>
    <message>
        <source>More than %1 values at once</source>
        <extracomment>In a terminal. %1 is a number.</extracomment>
        <translation>一度に取得できる値は %1 個までです</translation>
    </message>
    <message>
        <source>The value for %1 cannot stand in an environment.</source>
        <extracomment>In a terminal. %1 is the name of a variable.</extracomment>
        <translation>%1 の値は、環境変数に入れられません。</translation>
    </message>
    <message>
        <source>The output cannot be written.</source>
        <extracomment>In a terminal</extracomment>
        <translation>出力を書き込めません。</translation>
    </message>
    <message>
        <source>Say this and end.</source>
        <translation>このヘルプを表示して終了します。</translation>
    </message>
    <message>
        <source>Ask the program that runs on this profile.</source>
        <translation>このプロファイルで動いているプログラムに問い合わせます。</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Unlock Coffret first where it is locked.</source>
        <translation>Coffret がロックされている場合は、先にロックを解除します。</translation>
    </message>
    <message>
        <source>Take values that nobody vouches for.</source>
        <translation>保証する人のいない値も取得します。</translation>
    </message>
    <message>
        <source>Write JSON.</source>
        <translation>JSON で出力します。</translation>
    </message>
    <message>
        <source>Take variables from &lt;file&gt;, too.</source>
        <translation>&lt;ファイル&gt; からも変数を読み込みます。</translation>
    </message>
    <message>
        <source>file</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Account, folders and name with slashes between them, or the end of that.</source>
        <translation>アカウント、フォルダー、名前をスラッシュで区切ったもの、またはその末尾。</translation>
    </message>
    <message>
        <source>Writes a value of a secret.</source>
        <translation>シークレットの値を出力します。</translation>
    </message>
    <message>
        <source>Which value: the main one without it.</source>
        <translation>取得する値。省略時は主な値です。</translation>
    </message>
    <message>
        <source>Writes the paths of the secrets, or of those below one path.</source>
        <translation>すべてのシークレット、または指定したパスの下にあるシークレットのパスを出力します。</translation>
    </message>
    <message>
        <source>Writes the one-time code of a secret.</source>
        <translation>シークレットのワンタイムコードを出力します。</translation>
    </message>
    <message>
        <source>Runs a command, with the values of secrets in its environment where there is coffret://ACCOUNT/PATH/FIELD.</source>
        <translation>コマンドを実行します。その環境変数に coffret://ACCOUNT/PATH/FIELD があれば、シークレットの値に置き換えます。</translation>
    </message>
    <message>
        <source>What to run, behind two hyphens.</source>
        <translation>実行するコマンド。2 つのハイフンの後に指定します。</translation>
    </message>
    <message>
        <source>Not a name for a profile: %1</source>
        <extracomment>In a terminal. %1 is what stands behind --profile.</extracomment>
        <translation>プロファイルの名前として使えません：%1</translation>
    </message>
    <message>
        <source>That is not how it is called; see coffret %1 --help</source>
        <extracomment>In a terminal. %1 is the name of a command.</extracomment>
        <translation>使い方が正しくありません。coffret %1 --help を参照してください</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>Copy as KEY=value</source>
        <extracomment>Menu: copies a secret as a line of a .env file; KEY=value stays as it is</extracomment>
        <translation>KEY=value 形式でコピー</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>export 行としてコピー</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>JSON としてコピー</translation>
    </message>
</context>
<context>
    <name>CurrentValue</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>表示し続ける</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Names of the button that shows or hides the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>%1 を隠す</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 を表示</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies the value of a cell. %1 is &quot;NAME in environment&quot;</extracomment>
        <translation>%1 をコピー</translation>
    </message>
    <message>
        <source>Set value…</source>
        <extracomment>Button: sets the value of a name in environments to choose</extracomment>
        <translation>値を設定…</translation>
    </message>
</context>
<context>
    <name>CustomKindRow</name>
    <message>
        <source>Password</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>数値</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>はい／いいえ</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>What a field of one&apos;s own holds: an address</extracomment>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>What a field of one&apos;s own holds</extracomment>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Holds: %1</source>
        <extracomment>Accessible name of the button that says what a field of one&apos;s own holds. %1 is that</extracomment>
        <translation>種類：%1</translation>
    </message>
    <message>
        <source>Protected</source>
        <extracomment>A field of one&apos;s own: its value is among the protected ones</extracomment>
        <translation>保護する</translation>
    </message>
    <message>
        <source>Seen by everyone who may list the secret</source>
        <extracomment>Beside the box &quot;Protected&quot; when it is not ticked</extracomment>
        <translation>このシークレットを一覧できる全員に見えます</translation>
    </message>
</context>
<context>
    <name>DatabasePassword</name>
    <message>
        <source>Nobody can open the database without it, and it cannot be asked for again.</source>
        <extracomment>Help below the password of a database that is made</extracomment>
        <translation>これがなければ誰もデータベースを開けず、あとから問い合わせることもできません。</translation>
    </message>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a database that is made</extracomment>
        <translation>データベースのパスワード</translation>
    </message>
    <message>
        <source>The same password again</source>
        <extracomment>Label of the field where a password is entered for the second time</extracomment>
        <translation>同じパスワードをもう一度</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete “%1”?</source>
        <extracomment>Heading of the question before a secret is deleted. %1 is its name</extracomment>
        <translation>「%1」を削除しますか？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Delete</source>
        <extracomment>Button: deletes a secret</extracomment>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>DetailCertificate</name>
    <message>
        <source>Certificate</source>
        <extracomment>Accessible name of the part that says what a certificate is</extracomment>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Whose it is and how long it is valid is in the protected part.</source>
        <extracomment>Beside the button that opens a certificate to look at it</extracomment>
        <translation>誰のものか、いつまで有効かは、保護された部分に記されています。</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Button: opens a certificate and says what is in it, without showing its text</extracomment>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>内容を確認</translation>
    </message>
</context>
<context>
    <name>DetailFooter</name>
    <message>
        <source>Created %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>作成：%1</translation>
    </message>
    <message>
        <source>Changed %1</source>
        <extracomment>Foot of a secret. %1 is a moment</extracomment>
        <translation>変更：%1</translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Back to the list</source>
        <extracomment>Button in a narrow window: from a secret back to the list</extracomment>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>Name of the star beside a secret&apos;s name</extracomment>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>お気に入りにする</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Button beside the name of a secret</extracomment>
        <translation>編集</translation>
    </message>
    <message>
        <source>Copy as…</source>
        <extracomment>Name of the button that opens a menu of ways to copy a secret</extracomment>
        <translation>形式を選んでコピー…</translation>
    </message>
    <message>
        <source>More about this secret</source>
        <extracomment>Name of the button that opens the menu of a secret</extracomment>
        <translation>このシークレットのその他の操作</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Secret</source>
        <extracomment>Accessible name of the pane that shows one secret</extracomment>
        <translation>シークレット</translation>
    </message>
</context>
<context>
    <name>DetailTabs</name>
    <message>
        <source>Sides of this secret</source>
        <extracomment>Accessible name of the row of tabs of a secret</extracomment>
        <translation>シークレットの表示タブ</translation>
    </message>
</context>
<context>
    <name>DoneStep</name>
    <message>
        <source>Your key is in your GnuPG keyring now, and the account kit is not needed any more.</source>
        <extracomment>Sentence under the heading of the screen after signing in with an account kit</extracomment>
        <translation>鍵は GnuPG のキーリングに入りました。アカウントキットはもう必要ありません。</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <extracomment>Heading of the screen after signing in with an account kit</extracomment>
        <translation>サインインしました</translation>
    </message>
    <message>
        <source>The kit file is deleted</source>
        <extracomment>About an account kit that still exists; after it was deleted</extracomment>
        <translation>キットのファイルを削除しました</translation>
    </message>
    <message>
        <source>Whoever finds the kit file has your key</source>
        <translation>このファイルを見つけた人は、あなたの鍵を手に入れられます</translation>
    </message>
    <message>
        <source>Delete the kit file</source>
        <extracomment>Button that deletes the account kit&apos;s file</extracomment>
        <translation>キットのファイルを削除</translation>
    </message>
    <message>
        <source>The file is overwritten once and removed. Coffret cannot promise more: copies in backups, in synced folders or in the trash stay, and a solid-state disk may keep old blocks for a while.</source>
        <extracomment>Under the button that deletes the account kit&apos;s file</extracomment>
        <translation>ファイルを 1 回上書きしてから削除します。Coffret が約束できるのはここまでです。バックアップ、同期フォルダー、ごみ箱にあるコピーは残り、SSD には古いブロックがしばらく残ることがあります。</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop the file to use it</source>
        <extracomment>Across a window or sheet while a file is dragged over it</extracomment>
        <translation>ファイルをドロップして使用</translation>
    </message>
</context>
<context>
    <name>EditorField</name>
    <message>
        <source>Value</source>
        <extracomment>Label of a field of one&apos;s own that has no name yet</extracomment>
        <translation>値</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <extracomment>Name of the button that takes a field out of a form. %1 is the field&apos;s label</extracomment>
        <translation>%1を削除</translation>
    </message>
    <message>
        <source>Name of the field</source>
        <extracomment>Accessible name of the field for the name of a value
----------
In the empty field for the name of a value</extracomment>
        <translation>フィールドの名前</translation>
    </message>
    <message>
        <source>Yes</source>
        <extracomment>The value of a field that is either yes or no</extracomment>
        <translation>はい</translation>
    </message>
</context>
<context>
    <name>EditorFooter</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question when a form with changes is left</extracomment>
        <translation>入力した内容を破棄しますか？</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up what was written in a form</extracomment>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <extracomment>Button: goes on with the form</extracomment>
        <translation>編集を続ける</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form</extracomment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>Button below a form</extracomment>
        <translation>保存</translation>
    </message>
    <message>
        <source>Send later</source>
        <extracomment>Button below a form: what was written is kept, and sent when the server can be reached</extracomment>
        <translation>後で送信</translation>
    </message>
</context>
<context>
    <name>EditorForm</name>
    <message>
        <source>%1 in %2, shared with everyone there</source>
        <extracomment>Below the name of a secret. %1 is its type, %2 the folder it lies in</extracomment>
        <translation>%2 の%1（そこにアクセスできる全員と共有）</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 の%1</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the name of a secret in a form</extracomment>
        <translation>名前</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the user name of a secret in a form</extracomment>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Part of the details, not of the protected values.</source>
        <extracomment>Help under the description of a secret: unlike its values it is seen in lists</extracomment>
        <translation>保護された値ではなく、詳細情報の一部です。</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of the description of a secret in a form</extracomment>
        <translation>説明</translation>
    </message>
</context>
<context>
    <name>EditorPane</name>
    <message>
        <source>New secret</source>
        <extracomment>Accessible name of the pane where a secret is written</extracomment>
        <translation>新しいシークレット</translation>
    </message>
    <message>
        <source>Edit secret</source>
        <translation>シークレットを編集</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Set its value…</source>
        <extracomment>Button in an error banner: the secret is there already, and gets the value that was written</extracomment>
        <translation>値を設定…</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button in an error banner: shows the secret that is there already</extracomment>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>EditorSkeleton</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a form while its values are fetched and decrypted</extracomment>
        <translation>開いています…</translation>
    </message>
</context>
<context>
    <name>EditorTexts</name>
    <message>
        <source>Field of your own</source>
        <extracomment>Menu of fields to add to a secret: one the user names.</extracomment>
        <translation>カスタムフィールド</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a secret.</extracomment>
        <translation>名前を入力してください。</translation>
    </message>
    <message>
        <source>This cannot be empty.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>空にはできません。</translation>
    </message>
    <message>
        <source>Too long: %1 characters at most.</source>
        <extracomment>Error under a field. %1 is a number.</extracomment>
        <translation>長すぎます。%1 文字以内にしてください。</translation>
    </message>
    <message>
        <source>Too many: %1 at most.</source>
        <extracomment>Error under a list of entries. %1 is a number.</extracomment>
        <translation>多すぎます。%1 件以内にしてください。</translation>
    </message>
    <message>
        <source>This is no one-time code key. It has only the letters A to Z and the digits 2 to 7, or begins with otpauth://</source>
        <extracomment>Error under the field of a one-time code. otpauth:// is the beginning of an address.</extracomment>
        <translation>ワンタイムコードの鍵ではありません。英字 A～Z と数字 2～7 のみで構成されるか、otpauth:// で始まります。</translation>
    </message>
    <message>
        <source>Write a day like 2027-03-31.</source>
        <extracomment>Error under a date.</extracomment>
        <translation>2027-03-31 のように日付を入力してください。</translation>
    </message>
    <message>
        <source>One of these cannot be an address.</source>
        <extracomment>Error under the addresses of a secret.</extracomment>
        <translation>アドレスとして正しくないものがあります。</translation>
    </message>
    <message>
        <source>A PIN has only digits.</source>
        <extracomment>Error under a PIN.</extracomment>
        <translation>PIN に使えるのは数字だけです。</translation>
    </message>
    <message>
        <source>Write a number like 42 or 3.5.</source>
        <extracomment>Error under a field that takes nothing but numbers.</extracomment>
        <translation>42 や 3.5 のような数値を入力してください。</translation>
    </message>
    <message>
        <source>This does not fit here.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>ここには入力できない内容です。</translation>
    </message>
    <message>
        <source>This is sealed with OpenPGP. Turn sealing on for the account before you change it.</source>
        <extracomment>Error under a field whose value came encrypted with OpenPGP, while the account does not do that by itself.</extracomment>
        <translation>OpenPGP で封印されています。変更する前に、アカウントで封印を有効にしてください。</translation>
    </message>
    <message>
        <source>This vault has no place for it.</source>
        <extracomment>Error under a field.</extracomment>
        <translation>この保管庫には保存できない項目です。</translation>
    </message>
    <message>
        <source>About the earlier values: %1</source>
        <extracomment>Part of a warning above a form that holds earlier values. %1 is a sentence about their signature.</extracomment>
        <translation>以前の値について：%1</translation>
    </message>
    <message>
        <source>Nobody you know vouches for the name and the other details.</source>
        <extracomment>Part of a warning above a form.</extracomment>
        <translation>名前とその他の詳細情報について、既知の人物による保証がありません。</translation>
    </message>
    <message>
        <source>The server showed details that are older, or another secret&apos;s.</source>
        <extracomment>Part of a warning above a form: the server may have put something older in its place.</extracomment>
        <translation>サーバーが、古い詳細情報、または別のシークレットの詳細情報を送ってきました。</translation>
    </message>
    <message>
        <source>%1 Saving signs all of it as yours, and what is not shown here as well: look at it first.</source>
        <extracomment>Warning above a form. %1 is one or more sentences about signatures of what is being changed.</extracomment>
        <translation>%1保存すると、ここに表示されていないものも含め、すべてに自分の署名が付きます。先に内容を確認してください。</translation>
    </message>
    <message>
        <source>It has to lie in a folder. Choose one that you can change.</source>
        <extracomment>Error about a form whose secret has to lie in a folder, where none was chosen.</extracomment>
        <translation>フォルダーに入れる必要があります。変更できるフォルダーを選んでください。</translation>
    </message>
</context>
<context>
    <name>EnrolmentTexts</name>
    <message>
        <source>%1 s</source>
        <extracomment>How far a clock is off, in seconds</extracomment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>How far a clock is off, in minutes</extracomment>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>How far a clock is off, in hours</extracomment>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 days</source>
        <extracomment>How far a clock is off, in days; more than one</extracomment>
        <translation>%1 日</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>Error banner while an account is set up. Cause, then next step.</extracomment>
        <translation>ファイルを読み込めません。</translation>
    </message>
    <message>
        <source>Check that it is still there and that you may open it, then choose it again.</source>
        <translation>ファイルがまだあり、開く権限があることを確認してから、選び直してください。</translation>
    </message>
    <message>
        <source>This is not an account kit.</source>
        <extracomment>Error banner after an account kit was chosen. Cause, then next step.</extracomment>
        <translation>アカウントキットではありません。</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup. Its name ends in .passbolt.</source>
        <translation>Passbolt の Web ページの「プロフィール」＞「デスクトップアプリのセットアップ」で保存したファイルを選んでください。名前は .passbolt で終わります。</translation>
    </message>
    <message>
        <source>This file is too large for an account kit.</source>
        <translation>アカウントキットとしては大きすぎるファイルです。</translation>
    </message>
    <message>
        <source>Choose the file that Passbolt&apos;s web page saves under Profile, Desktop app setup.</source>
        <translation>Passbolt の Web ページの「プロフィール」＞「デスクトップアプリのセットアップ」で保存したファイルを選んでください。</translation>
    </message>
    <message>
        <source>This account kit was altered: its signature does not fit.</source>
        <translation>このアカウントキットは改変されています。署名が一致しません。</translation>
    </message>
    <message>
        <source>Nothing of it was used. Download it again from Passbolt&apos;s web page.</source>
        <translation>内容はまったく使われていません。Passbolt の Web ページからダウンロードし直してください。</translation>
    </message>
    <message>
        <source>The key in this account kit is too weak, or of a kind GnuPG does not know.</source>
        <translation>このアカウントキットの鍵は弱すぎるか、GnuPG の知らない種類です。</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask whoever runs the server how to get a new key.</source>
        <translation>内容はまったく使われていません。新しい鍵を得る方法をサーバーの運用担当者に尋ねてください。</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>Error banner after a file with an OpenPGP key was chosen. Cause, then next step.</extracomment>
        <translation>秘密鍵ではありません。</translation>
    </message>
    <message>
        <source>Choose your recovery kit or another file that begins with BEGIN PGP PRIVATE KEY BLOCK and holds one key.</source>
        <translation>リカバリーキットか、BEGIN PGP PRIVATE KEY BLOCK で始まり鍵を 1 つ含む別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>This file is too large for a private key.</source>
        <translation>秘密鍵としては大きすぎるファイルです。</translation>
    </message>
    <message>
        <source>Choose your recovery kit, a text file of a few kilobytes.</source>
        <translation>リカバリーキットを選んでください。数キロバイトのテキストファイルです。</translation>
    </message>
    <message>
        <source>This key was altered, or its two halves do not belong together.</source>
        <translation>この鍵は改変されているか、2 つの部分が対になっていません。</translation>
    </message>
    <message>
        <source>It was not kept. Use another copy of your recovery kit.</source>
        <translation>鍵は取り込まれませんでした。リカバリーキットの別の控えを使ってください。</translation>
    </message>
    <message>
        <source>This key has expired, was revoked, is too weak, or cannot be used to decrypt.</source>
        <translation>この鍵は、期限切れ、失効済み、弱すぎる、または復号に使えないもののいずれかです。</translation>
    </message>
    <message>
        <source>It was not kept. Choose another key.</source>
        <translation>鍵は取り込まれませんでした。別の鍵を選んでください。</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>パスフレーズが正しくありません。</translation>
    </message>
    <message>
        <source>The key was not kept. Try again with the passphrase the key was saved with.</source>
        <translation>鍵は取り込まれませんでした。保存したときのパスフレーズで、もう一度試してください。</translation>
    </message>
    <message>
        <source>Stopped before the passphrase was entered.</source>
        <translation>パスフレーズの入力前に中止されました。</translation>
    </message>
    <message>
        <source>The key was not kept. Import it again when you are ready.</source>
        <translation>鍵は取り込まれませんでした。準備ができたら、もう一度インポートしてください。</translation>
    </message>
    <message>
        <source>This is not a whole link from a Passbolt e-mail.</source>
        <extracomment>Error banner after the link of an e-mail was pasted. Cause, then next step.</extracomment>
        <translation>Passbolt のメールのリンクとして不完全です。</translation>
    </message>
    <message>
        <source>Copy the address behind the button in the e-mail. It contains /setup/ and two long identifiers.</source>
        <translation>メール内のボタンのリンク先アドレスをコピーしてください。/setup/ と 2 つの長い識別子を含みます。</translation>
    </message>
    <message>
        <source>This link was used already, or it has run out.</source>
        <translation>このリンクは使用済みか、期限が切れています。</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a new one. If your account is set up already, go back and add it by the server&apos;s address and your key.</source>
        <translation>サーバーの運用担当者に新しいリンクを依頼してください。アカウントの設定が済んでいる場合は、戻って、サーバーのアドレスと自分の鍵で追加してください。</translation>
    </message>
    <message>
        <source>The server knows you by another key.</source>
        <extracomment>Error banner when a server does not accept a key. Cause, then next step.</extracomment>
        <translation>サーバーには別の鍵が登録されています。</translation>
    </message>
    <message>
        <source>Go back and choose the key this account was set up with. The link still works.</source>
        <translation>戻って、このアカウントの設定に使った鍵を選んでください。リンクは引き続き使えます。</translation>
    </message>
    <message>
        <source>The server refused this key.</source>
        <translation>サーバーがこの鍵を拒否しました。</translation>
    </message>
    <message>
        <source>Go back and choose another one, or make a new one. The link still works.</source>
        <translation>戻って、別の鍵を選ぶか、新しい鍵を作成してください。リンクは引き続き使えます。</translation>
    </message>
    <message>
        <source>The server goes by another address than this one.</source>
        <extracomment>Error banner at the end of setup. Cause, then next step.</extracomment>
        <translation>サーバーは、これとは別のアドレスを使っています。</translation>
    </message>
    <message>
        <source>Use the address your web browser shows when you use the vault.</source>
        <translation>保管庫を使うときに Web ブラウザーに表示されるアドレスを使ってください。</translation>
    </message>
    <message>
        <source>Revoked</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>失効済み</translation>
    </message>
    <message>
        <source>Has an expiry date; Passbolt takes only keys without one</source>
        <translation>有効期限付きです。Passbolt では期限のない鍵だけが使えます</translation>
    </message>
    <message>
        <source>Made later than now, by the server&apos;s clock</source>
        <translation>サーバーの時計では、作成日時が未来になっています</translation>
    </message>
    <message>
        <source>Passbolt takes RSA keys of 3072 or 4096 bits, and elliptic curves</source>
        <translation>Passbolt で使えるのは、3072 ビットか 4096 ビットの RSA 鍵と楕円曲線の鍵です</translation>
    </message>
    <message>
        <source>Cannot both sign and decrypt</source>
        <translation>署名と復号の両方には使えません</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s.</source>
        <extracomment>%1 is a duration, such as &quot;2 min&quot;</extracomment>
        <translation>このコンピューターの時計は、サーバーの時計より %1 進んでいます。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s.</source>
        <translation>このコンピューターの時計は、サーバーの時計より %1 遅れています。</translation>
    </message>
    <message>
        <source>The server would refuse what is signed here. Switch on automatic time, or set the clock, then try again.</source>
        <translation>ここで署名したものをサーバーが拒否します。時刻の自動設定を有効にするか、時計を合わせてから、もう一度試してください。</translation>
    </message>
</context>
<context>
    <name>EnvironmentQueries</name>
    <message>
        <source>This account can only be read: it has no token that may write</source>
        <extracomment>Why no value can be set: the account was set up without what allows writing.</extracomment>
        <translation>書き込み用のトークンがないため、このアカウントは読み取り専用です</translation>
    </message>
    <message>
        <source>This token may not read secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be read. %1 is what the service calls the right to read, for example &quot;Read&quot;.</extracomment>
        <translation>このトークンでは、ここのシークレットを読めません。スコープ「%1」がありません。</translation>
    </message>
    <message>
        <source>The value there is of a kind that Coffret does not know. It stays as it is.</source>
        <extracomment>Why a value was not set.</extracomment>
        <translation>そこの値は Coffret の知らない種類です。そのまま残ります。</translation>
    </message>
    <message>
        <source>This token may not write secrets here: it lacks the scope %1.</source>
        <extracomment>Why something could not be written. %1 is what the service calls the right to write, for example &quot;Write&quot;.</extracomment>
        <translation>このトークンでは、ここのシークレットに書き込めません。スコープ「%1」がありません。</translation>
    </message>
</context>
<context>
    <name>ExpiryField</name>
    <message>
        <source>A day like 2027-03-31. Leave it empty if it never expires.</source>
        <extracomment>Help under the field for the day a secret expires, unless there is a reason why it cannot be changed</extracomment>
        <translation>2027-03-31 のような日付です。無期限の場合は空欄にします。</translation>
    </message>
    <message>
        <source>Expires</source>
        <extracomment>Label of the field for the day a secret expires</extracomment>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>In the empty field for the day a secret expires
----------
A day for a secret to expire</extracomment>
        <translation>なし</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <extracomment>Name of the button that offers days for a secret to expire</extracomment>
        <translation>日付を選択</translation>
    </message>
    <message>
        <source>In 30 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>30 日後</translation>
    </message>
    <message>
        <source>In 90 days</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>90 日後</translation>
    </message>
    <message>
        <source>In a year</source>
        <extracomment>A day for a secret to expire</extracomment>
        <translation>1 年後</translation>
    </message>
</context>
<context>
    <name>ExportFileSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>An apostrophe is put before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What an apostrophe in an exported table is for</extracomment>
        <translation>表計算ソフトが数式と見なすものの前にはアポストロフィが付きます。表を取り込む人は、それを取り除く必要があります。</translation>
    </message>
    <message>
        <source>Everybody who gets this file can read every password in it.</source>
        <extracomment>Warning about a file that is not encrypted</extracomment>
        <translation>このファイルを手に入れた人は誰でも、中のパスワードをすべて読めます。</translation>
    </message>
    <message>
        <source>I know. I delete the file as soon as it was used.</source>
        <extracomment>Box that has to be ticked before secrets are written without encryption</extracomment>
        <translation>承知しています。使い終わったらすぐにファイルを削除します。</translation>
    </message>
    <message>
        <source>KeePass databases (*.kdbx)</source>
        <extracomment>Entries of the file type list in a file dialog</extracomment>
        <translation>KeePass データベース (*.kdbx)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <translation>暗号化ファイル (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>同じ名前のファイルがあります。置き換えられます。</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says who can open it</extracomment>
        <translation>ファイルは OpenPGP で暗号化されます。</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>進行状況</translation>
    </message>
</context>
<context>
    <name>ExportRecipients</name>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>公開鍵 (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>信用する前に、フィンガープリントを鍵の持ち主と照合してください。</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>この鍵の持ち主も開けるようにする（任意）</translation>
    </message>
    <message>
        <source>Your key</source>
        <extracomment>Label of a choice: with which key of the user&apos;s a file is encrypted and signed</extracomment>
        <translation>自分の鍵</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Encrypted files (*.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>暗号化ファイル (*.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for the file that is written</extracomment>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>There is a file of this name. It will be replaced.</source>
        <extracomment>Warning below the field for a file that is written</extracomment>
        <translation>同じ名前のファイルがあります。置き換えられます。</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.pgp)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>公開鍵 (*.asc *.gpg *.pgp)</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner before you rely on it.</source>
        <extracomment>Help of a field: without it only the user can open the file</extracomment>
        <translation>信用する前に、フィンガープリントを鍵の持ち主と照合してください。</translation>
    </message>
    <message>
        <source>Also for the owner of this key (optional)</source>
        <extracomment>Label of the field for somebody&apos;s public key file</extracomment>
        <translation>この鍵の持ち主も開けるようにする（任意）</translation>
    </message>
    <message>
        <source>The file is encrypted with OpenPGP.</source>
        <extracomment>What a file will be that is written; the next sentence says what it holds</extracomment>
        <translation>ファイルは OpenPGP で暗号化されます。</translation>
    </message>
</context>
<context>
    <name>FactorChip</name>
    <message>
        <source>YubiKey</source>
        <extracomment>Ways to answer a server that asks for a second factor</extracomment>
        <translation>YubiKey</translation>
    </message>
    <message>
        <source>Duo</source>
        <translation>Duo</translation>
    </message>
    <message>
        <source>Code from an app</source>
        <translation>アプリのコード</translation>
    </message>
</context>
<context>
    <name>FieldCard</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Enter キーでコピー</translation>
    </message>
</context>
<context>
    <name>FieldDelegate</name>
    <message>
        <source>Press Enter to copy</source>
        <extracomment>Accessible description of a field card</extracomment>
        <translation>Enter キーでコピー</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <extracomment>What a screen reader says of a field. Where there are two, %2 is its label, %1 its value</extracomment>
        <translation>%1、非表示</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1, shown on screen</source>
        <translation>%1、画面に表示中</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1を隠す</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1を表示</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1をコピー</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is fetched and decrypted</extracomment>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <translation>%2、%1</translation>
    </message>
    <message>
        <source>Show less</source>
        <extracomment>Button below a long value, for example a certificate: shows all of its lines; only the first ones again</extracomment>
        <translation>折りたたむ</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
</context>
<context>
    <name>FieldTexts</name>
    <message>
        <source>User name</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>ワンタイムコード</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>秘密鍵</translation>
    </message>
    <message>
        <source>Public key</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>公開鍵</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>フィンガープリント</translation>
    </message>
    <message>
        <source>Token</source>
        <extracomment>Label of a field of a secret: an API key or access token.</extracomment>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Domain</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>ドメイン</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>説明</translation>
    </message>
    <message>
        <source>PIN</source>
        <extracomment>Label of a field of a secret.</extracomment>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Field</source>
        <extracomment>Label of a field of a secret that has no name of its own.</extracomment>
        <translation>フィールド</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose…</source>
        <extracomment>Button that opens a file dialog</extracomment>
        <translation>選択…</translation>
    </message>
</context>
<context>
    <name>FilePicker</name>
    <message>
        <source>All files (*)</source>
        <extracomment>Last entry of the file type list in a file dialog</extracomment>
        <translation>すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Problem: %1</source>
        <extracomment>Said by a screen reader of what is wrong with a certificate</extracomment>
        <translation>問題: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>警告: %1</translation>
    </message>
</context>
<context>
    <name>FingerprintLine</name>
    <message>
        <source>Fingerprint %1: %2</source>
        <extracomment>What a screen reader says of a fingerprint. %1 is its kind, such as SHA-256, %2 the fingerprint</extracomment>
        <translation>フィンガープリント %1：%2</translation>
    </message>
    <message>
        <source>Fingerprint, %1</source>
        <extracomment>Label of a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>フィンガープリント、%1</translation>
    </message>
    <message>
        <source>Copy the fingerprint, %1</source>
        <extracomment>Name of the button beside a fingerprint. %1 is its kind, such as SHA-256</extracomment>
        <translation>フィンガープリントをコピー、%1</translation>
    </message>
</context>
<context>
    <name>FinishStep</name>
    <message>
        <source>Your key proves who you are, so gpg may ask for its passphrase now. Then the names of your secrets are loaded, not their values.</source>
        <extracomment>Sentence under the heading of the last setup screen</extracomment>
        <translation>本人であることを鍵で証明するため、ここで gpg がパスフレーズを尋ねることがあります。その後、シークレットの名前を読み込みます。値は読み込みません。</translation>
    </message>
    <message>
        <source>The names of your secrets are loaded, not their values.</source>
        <translation>シークレットの名前を読み込みます。値は読み込みません。</translation>
    </message>
    <message>
        <source>Ready to sign in</source>
        <extracomment>Heading of the last setup screen</extracomment>
        <translation>サインインの準備ができました</translation>
    </message>
    <message>
        <source>This key goes into your GnuPG keyring</source>
        <extracomment>Above the fingerprint of the key that signing in will put into the keyring</extracomment>
        <translation>この鍵は GnuPG のキーリングに入ります</translation>
    </message>
    <message>
        <source>Coffret shows the server that you have the key. That uses the link up.</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>Coffret は、鍵を持っていることをサーバーに示します。これでリンクは使用済みになります。</translation>
    </message>
    <message>
        <source>Coffret tells the server your public key and no other part of it. That uses the link up.</source>
        <translation>Coffret は、公開鍵だけをサーバーに伝え、ほかの部分は伝えません。これでリンクは使用済みになります。</translation>
    </message>
    <message>
        <source>Gets you back to your account</source>
        <extracomment>What signing in does with a link from an e-mail</extracomment>
        <translation>アカウントに復帰します</translation>
    </message>
    <message>
        <source>Sets up your account</source>
        <translation>アカウントを設定します</translation>
    </message>
    <message>
        <source>CommandK offers no list of apps. An app&apos;s identifier is in the side panel of its settings; names work too if your token is made for all apps.</source>
        <extracomment>Help under the field for the apps of an account</extracomment>
        <translation>CommandK にはアプリの一覧がありません。アプリの識別子は、そのアプリの設定のサイドパネルにあります。トークンがすべてのアプリ用であれば、名前も使えます。</translation>
    </message>
</context>
<context>
    <name>FolderDeleteSheet</name>
    <message>
        <source>Delete the folder “%1”?</source>
        <extracomment>Heading of the question before a folder is deleted. %1 is its name</extracomment>
        <translation>フォルダー「%1」を削除しますか？</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <extracomment>Buttons below the question before a folder is deleted</extracomment>
        <translation>すべて削除</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>フォルダーを削除</translation>
    </message>
    <message>
        <source>What is in it moves to the top and keeps its access.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>中身は最上位に移り、アクセス権はそのまま残ります。</translation>
    </message>
    <message>
        <source>Only the folder</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>フォルダーだけ</translation>
    </message>
    <message>
        <source>Secrets and folders that are yours to delete go too, for everyone. This cannot be undone.</source>
        <extracomment>Under a choice before a folder is deleted</extracomment>
        <translation>自分が削除できるシークレットとフォルダーも、全員から削除されます。元に戻せません。</translation>
    </message>
    <message>
        <source>The folder and everything in it</source>
        <extracomment>A choice before a folder is deleted</extracomment>
        <translation>フォルダーと中身すべて</translation>
    </message>
</context>
<context>
    <name>FolderHits</name>
    <message>
        <source>Folders found</source>
        <extracomment>Accessible name of the folders above the list of secrets that were found</extracomment>
        <translation>見つかったフォルダー</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>New secret here</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>ここに新しいシークレット</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>Menu of a folder, or of the top of the tree</extracomment>
        <translation>新しいフォルダー…</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>環境を比較…</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>複数の環境に新しいシークレット…</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>.env ファイルをインポート…</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>Menu of an application or of one of its environments</extracomment>
        <translation>暗号化ファイルにエクスポート…</translation>
    </message>
    <message>
        <source>Share…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>共有…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>移動…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Export…</source>
        <extracomment>Menu of a folder</extracomment>
        <translation>エクスポート…</translation>
    </message>
</context>
<context>
    <name>FolderNameSheet</name>
    <message>
        <source>In “%1”. Whoever has access there has access to it.</source>
        <extracomment>Under the heading. %1 is the folder the new one goes into</extracomment>
        <translation>「%1」の中に作成します。そこにアクセスできる人は、これにもアクセスできます。</translation>
    </message>
    <message>
        <source>New folder</source>
        <extracomment>Headings of the question for a folder&apos;s name. %1 is its name until now</extracomment>
        <translation>新しいフォルダー</translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>「%1」の名前を変更</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question</extracomment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons below the question for a folder&apos;s name</extracomment>
        <translation>作成</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for a folder&apos;s name</extracomment>
        <translation>名前</translation>
    </message>
</context>
<context>
    <name>FormatChoice</name>
    <message>
        <source>Format</source>
        <extracomment>Label of a choice: in what format secrets are exported</extracomment>
        <translation>形式</translation>
    </message>
    <message>
        <source>Everything a secret has, for Coffret. Opened with an OpenPGP key, also by GnuPG alone.</source>
        <extracomment>What a format is good for. OpenPGP is a standard, GnuPG a program</extracomment>
        <translation>シークレットの内容すべて。Coffret 用です。OpenPGP 鍵で開き、GnuPG だけでも開けます。</translation>
    </message>
    <message>
        <source>Encrypted for OpenPGP keys</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>OpenPGP 鍵で暗号化</translation>
    </message>
    <message>
        <source>For KeePassXC and other programs of its kind. Opened with a password that you choose.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>KeePassXC や同種のプログラム用。お決めになるパスワードで開きます。</translation>
    </message>
    <message>
        <source>KeePass database</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>KeePass データベース</translation>
    </message>
    <message>
        <source>For programs that read nothing else. Not encrypted.</source>
        <extracomment>What a format is good for</extracomment>
        <translation>ほかの形式を読めないプログラム用。暗号化されません。</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <extracomment>Choice: a format of files</extracomment>
        <translation>表 (CSV)</translation>
    </message>
</context>
<context>
    <name>GenerateButton</name>
    <message>
        <source>Ctrl+G</source>
        <extracomment>Key that opens the generator, in a tooltip</extracomment>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>Generate %1</source>
        <extracomment>Name of the button on a field of a form. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1を生成</translation>
    </message>
</context>
<context>
    <name>GeneratedValue</name>
    <message>
        <source>Ctrl+G</source>
        <extracomment>Key that makes another password, in a tooltip</extracomment>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>Another one</source>
        <extracomment>Name of the button that makes another password</extracomment>
        <translation>別のものを生成</translation>
    </message>
    <message>
        <source>Copy the new password</source>
        <extracomment>Name of the button that copies a new password</extracomment>
        <translation>新しいパスワードをコピー</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>Under a new password. %1 is a number of bits, %2 a sentence</extracomment>
        <translation>%1。%2</translation>
    </message>
</context>
<context>
    <name>GeneratorSheet</name>
    <message>
        <source>Generate: %1</source>
        <extracomment>Heading of the sheet that makes a password. %1 is the label of the field it is for, such as Password</extracomment>
        <translation>生成：%1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button of a sheet</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Use it</source>
        <extracomment>Button that puts a generated password into the field</extracomment>
        <translation>これを使う</translation>
    </message>
    <message>
        <source>Characters</source>
        <extracomment>Kind of a new password: letters, digits and symbols</extracomment>
        <translation>文字</translation>
    </message>
    <message>
        <source>Words</source>
        <extracomment>Kind of a new password: several words</extracomment>
        <translation>単語</translation>
    </message>
    <message>
        <source>As the server asks</source>
        <extracomment>Button: sets the choices for a new password back to what the server asks for</extracomment>
        <translation>サーバーの指定に戻す</translation>
    </message>
</context>
<context>
    <name>GranteeFinder</name>
    <message>
        <source>Searching…</source>
        <extracomment>While people are looked up on the server</extracomment>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>検索結果</translation>
    </message>
</context>
<context>
    <name>GroupMembers</name>
    <message>
        <source>Loading…</source>
        <extracomment>In place of groups, and under the name of a group the user may not change</extracomment>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>There are no groups.</source>
        <translation>グループはありません。</translation>
    </message>
    <message>
        <source>Only its managers can change who is in it.</source>
        <translation>メンバーを変更できるのはマネージャーだけです。</translation>
    </message>
    <message>
        <source>Add people</source>
        <extracomment>In the field that looks people up to add them to a group</extracomment>
        <translation>ユーザーを追加</translation>
    </message>
    <message>
        <source>Members</source>
        <extracomment>Accessible name of the list of who is in a group</extracomment>
        <translation>メンバー</translation>
    </message>
</context>
<context>
    <name>GroupsSheet</name>
    <message>
        <source>Groups</source>
        <extracomment>Heading of the sheet of groups
----------
Accessible name of the list of groups</extracomment>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <extracomment>Button: forgets changes of a group that were not written yet</extracomment>
        <translation>変更を取り消す</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Review…</source>
        <extracomment>Button: shows what changes of a group come to before they are written</extracomment>
        <translation>確認…</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>HealthLine</name>
    <message>
        <source>expanded</source>
        <extracomment>Said of a heading by a screen reader: whether what belongs to it is shown</extracomment>
        <translation>展開</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>折りたたみ</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>Said of a heading by a screen reader. %1 is &quot;expanded&quot; or &quot;collapsed&quot;, %2 a sentence</extracomment>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>Said of a heading by a screen reader. %1 is what was found, %2 how bad that is, %3 a number</extracomment>
        <translation>%1、%2、%3</translation>
    </message>
</context>
<context>
    <name>HealthList</name>
    <message>
        <source>What was found</source>
        <extracomment>Accessible name of the list of what a check of all secrets found</extracomment>
        <translation>検出結果</translation>
    </message>
</context>
<context>
    <name>HealthScope</name>
    <message>
        <source>All open accounts</source>
        <extracomment>What a check of secrets goes over</extracomment>
        <translation>開いているすべてのアカウント</translation>
    </message>
    <message>
        <source>Only “%1”</source>
        <extracomment>What a check of secrets goes over. %1 is the name of an account</extracomment>
        <translation>「%1」のみ</translation>
    </message>
    <message>
        <source>Look for leaked passwords, too</source>
        <extracomment>A preference: passwords are held against those that were leaked somewhere</extracomment>
        <translation>漏えいしたパスワードも調べる</translation>
    </message>
</context>
<context>
    <name>HealthSheet</name>
    <message>
        <source>Finds weak, reused and old passwords, what expires, and values nobody vouches for.</source>
        <extracomment>Under the heading of the sheet that checks all secrets</extracomment>
        <translation>弱いパスワード、使い回しのパスワード、古いパスワード、期限の近いもの、保証する人のいない値を見つけます。</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>Heading of the sheet that checks all secrets</extracomment>
        <translation>安全性チェック</translation>
    </message>
    <message>
        <source>Check again…</source>
        <extracomment>Button: goes back to what a check of all secrets goes over</extracomment>
        <translation>再チェック…</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button: stops a check of all secrets</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Check secrets</source>
        <extracomment>Button: begins a check of all secrets</extracomment>
        <translation>シークレットをチェック</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>進行状況</translation>
    </message>
    <message>
        <source>Look again from time to time.</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>ときどき、もう一度チェックしてください。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <extracomment>Where a check of all secrets found nothing wrong</extracomment>
        <translation>問題は見つかりませんでした</translation>
    </message>
</context>
<context>
    <name>HealthTexts</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A secret and its account. %1 is a name, %2 the name of an account.</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Guessed at once</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>すぐに推測される</translation>
    </message>
    <message>
        <source>Guessed within minutes</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>数分で推測される</translation>
    </message>
    <message>
        <source>Guessed with some patience</source>
        <extracomment>About a password: how soon somebody who tries finds it.</extracomment>
        <translation>少し時間をかければ推測される</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>Between the names of secrets.</extracomment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>Same as in %1 and %n more</source>
        <extracomment>About a value that several secrets have. %1 is a list of names, %n how many there are besides.</extracomment>
        <translation>
            <numerusform>%1、ほか %n 件と同じ</numerusform>
        </translation>
    </message>
    <message>
        <source>Same as in %1</source>
        <extracomment>About a value that several secrets have. %1 is a list of names.</extracomment>
        <translation>%1 と同じ</translation>
    </message>
    <message>
        <source>Certificate: %1</source>
        <extracomment>About a certificate. %1 says when it ends, for example &quot;Expires tomorrow&quot;.</extracomment>
        <translation>証明書：%1</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <extracomment>About a secret. %1 is a date.</extracomment>
        <translation>最終変更：%1</translation>
    </message>
    <message>
        <source>Serious</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>重大</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Good to know</source>
        <extracomment>How bad a kind of finding is.</extracomment>
        <translation>参考</translation>
    </message>
    <message>
        <source>Signature does not fit</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>署名の不一致</translation>
    </message>
    <message>
        <source>Leaked passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>漏えいしたパスワード</translation>
    </message>
    <message>
        <source>Weak passwords</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>弱いパスワード</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Used more than once</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>使い回し</translation>
    </message>
    <message>
        <source>Nobody vouches for them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>保証する人なし</translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>チェック不可</translation>
    </message>
    <message>
        <source>Expire within 30 days</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>30 日以内に期限切れ</translation>
    </message>
    <message>
        <source>Not changed for a year</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>1 年間変更なし</translation>
    </message>
    <message>
        <source>Nobody else can read them</source>
        <extracomment>Heading above secrets: what is wrong with them.</extracomment>
        <translation>ほかに読める人なし</translation>
    </message>
    <message>
        <source>Somebody altered them. Do not use the values; tell whoever runs the server.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>誰かが改変しています。値は使わず、サーバーの運用担当者に知らせてください。</translation>
    </message>
    <message>
        <source>They are in lists that attackers try first. Change them now.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>攻撃者が最初に試すリストに載っています。今すぐ変更してください。</translation>
    </message>
    <message>
        <source>Let the generator make new ones.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>ジェネレーターで新しいものを生成してください。</translation>
    </message>
    <message>
        <source>Renew them, or delete what is no longer needed.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>更新するか、不要なものを削除してください。</translation>
    </message>
    <message>
        <source>Whoever learns one has the others too. Give each place its own.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>1 つ知られると、ほかもすべて知られます。それぞれに別のものを使ってください。</translation>
    </message>
    <message>
        <source>Ask their owners, or save them again yourself.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>所有者に確認するか、自分で保存し直してください。</translation>
    </message>
    <message>
        <source>What is in them is not known.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>中身は不明です。</translation>
    </message>
    <message>
        <source>Renew them in time.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>期限までに更新してください。</translation>
    </message>
    <message>
        <source>Counted from the last change of the secret, which may have been of its name alone.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>シークレットの最終変更から数えています。変更されたのは名前だけの可能性もあります。</translation>
    </message>
    <message>
        <source>If you lose your key, they are lost. Share what others will need.</source>
        <extracomment>Below a heading: what it means and what to do.</extracomment>
        <translation>自分の鍵をなくすと、これらも失われます。ほかの人に必要なものは共有してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) opened and looked at.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを開いてチェックしました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that have to be checked out or approved first were left alone.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>先に借用または承認が必要な %n 件は、対象外としました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n password(s) looked for among the leaked ones.</source>
        <extracomment>After a check of all secrets.</extracomment>
        <translation>
            <numerusform>%n 件のパスワードを、漏えいしたものと照合しました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <extracomment>Accessible name of the part that shows a secret&apos;s earlier values</extracomment>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Retry</source>
        <extracomment>Button in an error banner: tries again</extracomment>
        <translation>再試行</translation>
    </message>
    <message>
        <source>There are no earlier values that you could read.</source>
        <extracomment>In place of the earlier values of a secret</extracomment>
        <translation>閲覧できる以前の値はありません。</translation>
    </message>
</context>
<context>
    <name>HoursField</name>
    <message>
        <source>Hours</source>
        <extracomment>Accessible name of the field for how long access is needed</extracomment>
        <translation>時間数</translation>
    </message>
    <message>
        <source>One hour less</source>
        <extracomment>Name of the button for less time</extracomment>
        <translation>1 時間減らす</translation>
    </message>
    <message>
        <source>One hour more</source>
        <extracomment>Name of the button for more time</extracomment>
        <translation>1 時間増やす</translation>
    </message>
</context>
<context>
    <name>IconPicker</name>
    <message>
        <source>Choose a symbol</source>
        <extracomment>Name of the button that offers symbols and colours for a secret</extracomment>
        <translation>アイコンを選択</translation>
    </message>
</context>
<context>
    <name>ImportAnswer</name>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>進行状況</translation>
    </message>
    <message>
        <source>Items of the file</source>
        <extracomment>Accessible name of the list of what is in a file</extracomment>
        <translation>ファイルの項目</translation>
    </message>
    <message numerus="yes">
        <source>Show only the %n item(s) with a remark</source>
        <extracomment>Narrows the list of what is in a file to what does not simply become a secret. %n is how many those are</extracomment>
        <translation>
            <numerusform>注記のある %n 件だけを表示</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportChoices</name>
    <message>
        <source>Into</source>
        <extracomment>Label beside the folder that imported secrets go to</extracomment>
        <translation>インポート先</translation>
    </message>
    <message>
        <source>Choose…</source>
        <extracomment>Button: another folder for imported secrets</extracomment>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Make the folders of the file below it</source>
        <extracomment>A choice when a file is imported</extracomment>
        <translation>その下にファイルのフォルダーを作る</translation>
    </message>
    <message>
        <source>They have the name, user name and address of a secret that is there.</source>
        <extracomment>Below a choice when a file is imported: what counts as being there already</extracomment>
        <translation>すでにあるシークレットと名前、ユーザー名、アドレスが同じです。</translation>
    </message>
    <message numerus="yes">
        <source>Import %n item(s) that are there already once more</source>
        <extracomment>A choice when a file is imported. %n is how many of its items are there already</extracomment>
        <translation>
            <numerusform>すでにある %n 件をもう一度インポート</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFileSheet</name>
    <message>
        <source>First you see what every item of the file comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that imports secrets from another program&apos;s file</extracomment>
        <translation>まずファイルの各項目がどうなるかを表示します。同意するまで何も書き込みません。</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>Button: opens a database with its password</extracomment>
        <translation>開く</translation>
    </message>
    <message>
        <source>Files of password managers (*.csv *.json *.1pux *.kdbx *.xml *.asc)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>パスワードマネージャーのファイル (*.csv *.json *.1pux *.kdbx *.xml *.asc)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a file of another program</extracomment>
        <translation>ファイル</translation>
    </message>
</context>
<context>
    <name>ImportItemRow</name>
    <message>
        <source>Item %1, %2: %3</source>
        <extracomment>What a screen reader says of an item of a file. %1 its number, %2 its name, %3 what it comes to</extracomment>
        <translation>項目 %1、%2：%3</translation>
    </message>
</context>
<context>
    <name>ImportLineRow</name>
    <message>
        <source>Line %1, %3: %2</source>
        <extracomment>What a screen reader says of a line of a file. %1 its number, %3 its name, %2 what it comes to</extracomment>
        <translation>%1 行目、%3：%2</translation>
    </message>
</context>
<context>
    <name>ImportPassword</name>
    <message>
        <source>Password of the database</source>
        <extracomment>Label of the field for the password of a KeePass database</extracomment>
        <translation>データベースのパスワード</translation>
    </message>
    <message>
        <source>Key files (*.keyx *.key *)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>キーファイル (*.keyx *.key *)</translation>
    </message>
    <message>
        <source>Key file (if it has one)</source>
        <extracomment>Label of the field for the key file of a KeePass database</extracomment>
        <translation>キーファイル（ある場合）</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>First you see what every line comes to. Nothing is written before you agree.</source>
        <extracomment>Below the heading of the sheet that reads a .env file</extracomment>
        <translation>まず、各行がどうなるかを表示します。同意するまで何も書き込まれません。</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Environment files (*.env .env*)</source>
        <extracomment>Entry of the file type list in a file dialog</extracomment>
        <translation>環境ファイル (*.env .env*)</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Label of the field for a .env file</extracomment>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>進行状況</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <extracomment>Accessible name of the list of lines of a file</extracomment>
        <translation>ファイルの行</translation>
    </message>
</context>
<context>
    <name>ImportTexts</name>
    <message>
        <source>%1, CSV</source>
        <extracomment>What a file is that is imported: a table in text. %1 is the name of the program that wrote it.</extracomment>
        <translation>%1、CSV</translation>
    </message>
    <message>
        <source>CSV</source>
        <extracomment>What a file is that is imported: a table in text, of a program that is not known.</extracomment>
        <translation>CSV</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>中身がありません。</translation>
    </message>
    <message>
        <source>It holds something that is not text.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>テキストではないものが含まれています。</translation>
    </message>
    <message>
        <source>It is longer than any secret can be.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>シークレットとして長すぎます。</translation>
    </message>
    <message>
        <source>Its columns do not fit the heading.</source>
        <extracomment>Why a row of a table cannot be imported.</extracomment>
        <translation>列が見出しに合いません。</translation>
    </message>
    <message>
        <source>It is of a kind that Coffret does not know.</source>
        <extracomment>Why an item of a file cannot be imported.</extracomment>
        <translation>Coffret が知らない種類です。</translation>
    </message>
    <message>
        <source>It was deleted or archived there.</source>
        <extracomment>Why an item of a file is not imported.</extracomment>
        <translation>元のプログラムで削除またはアーカイブされています。</translation>
    </message>
    <message>
        <source>attachments</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>添付ファイル</translation>
    </message>
    <message>
        <source>passkeys</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>パスキー</translation>
    </message>
    <message>
        <source>earlier values</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>以前の値</translation>
    </message>
    <message>
        <source>rules for typing</source>
        <extracomment>What of an imported item stays behind, in a list: rules for typing into windows.</extracomment>
        <translation>入力の規則</translation>
    </message>
    <message>
        <source>apps of phones</source>
        <extracomment>What of an imported item stays behind, in a list: addresses that stand for programs on a phone.</extracomment>
        <translation>スマートフォンのアプリ</translation>
    </message>
    <message>
        <source>the day it expires</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>tags</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>タグ</translation>
    </message>
    <message>
        <source>its star</source>
        <extracomment>What of an imported item stays behind, in a list: that it is a favourite.</extracomment>
        <translation>スター</translation>
    </message>
    <message>
        <source>more fields or addresses than a secret can have</source>
        <extracomment>What of an imported item stays behind, in a list.</extracomment>
        <translation>シークレットの上限を超えるフィールドやアドレス</translation>
    </message>
</context>
<context>
    <name>JobSheet</name>
    <message>
        <source>Working out what this comes to…</source>
        <extracomment>In place of what a change comes to, while that is worked out</extracomment>
        <translation>変更の影響を確認中…</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a question or a report</extracomment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>Accessible name of a bar that shows how far something is</extracomment>
        <translation>進行状況</translation>
    </message>
</context>
<context>
    <name>KeyFilePanel</name>
    <message>
        <source>OpenPGP keys (*.asc *.txt *.key *.gpg)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>OpenPGP 鍵 (*.asc *.txt *.key *.gpg)</translation>
    </message>
    <message>
        <source>Your recovery kit or another armored private key. Dropping it on this window works too.</source>
        <extracomment>Help under the key file field</extracomment>
        <translation>リカバリーキット、または ASCII 形式の別の秘密鍵です。このウィンドウにドロップすることもできます。</translation>
    </message>
    <message>
        <source>Key file</source>
        <extracomment>Label of the key file field</extracomment>
        <translation>鍵ファイル</translation>
    </message>
    <message>
        <source>Use this key</source>
        <extracomment>Button that puts a key from a file into the user&apos;s GnuPG keyring; when it is there already</extracomment>
        <translation>この鍵を使う</translation>
    </message>
    <message>
        <source>Import into my keyring</source>
        <translation>キーリングにインポート</translation>
    </message>
    <message>
        <source>Another file</source>
        <extracomment>Button that forgets a key file before it is imported</extracomment>
        <translation>別のファイル</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Your OpenPGP keys</source>
        <extracomment>Name of the list of OpenPGP keys</extracomment>
        <translation>自分の OpenPGP 鍵</translation>
    </message>
</context>
<context>
    <name>KeyNames</name>
    <message>
        <source>Ctrl</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Del</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Alt</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Home</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>End</translation>
    </message>
    <message>
        <source>Space</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Space</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Press the keys</source>
        <extracomment>On the button that shows a key combination: it waits for another one; or there is none</extracomment>
        <translation>キーを押してください</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>%1, on a smart card</source>
        <extracomment>Under a key that is on a smart card. %1 is its kind, such as &quot;rsa4096&quot;</extracomment>
        <translation>%1、スマートカード上</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>Heading of the sheet that lists the keys</extracomment>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <extracomment>Name of the field that searches the list of keys</extracomment>
        <translation>ショートカットを検索</translation>
    </message>
    <message>
        <source>What should a key do?</source>
        <extracomment>In the empty field that searches the list of keys</extracomment>
        <translation>キーで行いたい操作</translation>
    </message>
    <message>
        <source>No key does that. The command palette finds everything by name.</source>
        <extracomment>In place of the list of keys</extracomment>
        <translation>該当するキーはありません。コマンドパレットでは、すべてを名前で探せます。</translation>
    </message>
</context>
<context>
    <name>KeyStep</name>
    <message>
        <source>The server will encrypt for this key and know you by it. It never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <extracomment>Sentence under the heading of the key screen; when the server does not know a key yet</extracomment>
        <translation>サーバーはこの鍵に宛てて暗号化し、この鍵で本人を識別します。鍵が gpg-agent の外に出ることはなく、Coffret は鍵もパスフレーズも見ません。</translation>
    </message>
    <message>
        <source>These are in your GnuPG keyring or on your smart card. The key never leaves gpg-agent; Coffret sees neither it nor its passphrase.</source>
        <translation>GnuPG のキーリングまたはスマートカードにある鍵です。鍵が gpg-agent の外に出ることはなく、Coffret は鍵もパスフレーズも見ません。</translation>
    </message>
    <message>
        <source>Which key shall be yours?</source>
        <extracomment>Heading of the screen that lists OpenPGP keys; when the server does not know a key yet</extracomment>
        <translation>どの鍵を使いますか？</translation>
    </message>
    <message>
        <source>Which key is yours?</source>
        <translation>自分の鍵はどれですか？</translation>
    </message>
    <message>
        <source>The server knows you by this key</source>
        <extracomment>Above the fingerprint of the key that the server has for this user</extracomment>
        <translation>サーバーに登録されている鍵</translation>
    </message>
    <message>
        <source>For %1. gpg asks for a passphrase: a long one that you will not forget, because nobody can reset it.</source>
        <extracomment>%1 is a name and an e-mail address</extracomment>
        <translation>%1 用の鍵です。gpg がパスフレーズを尋ねます。誰にも再設定できないため、忘れることのない長いものにしてください。</translation>
    </message>
    <message>
        <source>No key yet, or rather a fresh one?</source>
        <extracomment>Beside the button that makes a new key</extracomment>
        <translation>鍵がまだない場合や、新しくしたい場合</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <extracomment>Button that makes a new OpenPGP key</extracomment>
        <translation>新しい鍵を作成</translation>
    </message>
    <message>
        <source>Use a key file…</source>
        <extracomment>Button that shows the field for a file with a private key</extracomment>
        <translation>鍵ファイルを使う…</translation>
    </message>
</context>
<context>
    <name>KitStep</name>
    <message>
        <source>The kit is signed by the key in it and unaltered. Next, Coffret looks whether the server still has the key the kit names. Your key goes into your GnuPG keyring on the last screen, not before.</source>
        <extracomment>Sentence under the heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>キットは中の鍵で署名されており、改変されていません。次に、キットに記された鍵をサーバーがまだ使っているか確認します。自分の鍵が GnuPG のキーリングに入るのは最後の画面で、それより前ではありません。</translation>
    </message>
    <message>
        <source>Passbolt&apos;s web page saves one under Profile, Desktop app setup. It holds your key, locked with your passphrase, and the server&apos;s.</source>
        <translation>Passbolt の Web ページの「プロフィール」＞「デスクトップアプリのセットアップ」で保存できます。パスフレーズで保護された自分の鍵と、サーバーの鍵が入っています。</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <extracomment>Heading of the account kit screen: before and after one was chosen</extracomment>
        <translation>ご本人ですか？</translation>
    </message>
    <message>
        <source>Your account kit</source>
        <translation>アカウントキット</translation>
    </message>
    <message>
        <source>Account kits (*.passbolt)</source>
        <extracomment>Entry of the file type list in the account kit&apos;s file dialog</extracomment>
        <translation>アカウントキット (*.passbolt)</translation>
    </message>
    <message>
        <source>Or drop the file anywhere on this window.</source>
        <extracomment>Help under the account kit field</extracomment>
        <translation>このウィンドウのどこかにファイルをドロップすることもできます。</translation>
    </message>
    <message>
        <source>Account kit</source>
        <extracomment>Label of the account kit field</extracomment>
        <translation>アカウントキット</translation>
    </message>
</context>
<context>
    <name>ListCaption</name>
    <message numerus="yes">
        <source>%n shown</source>
        <extracomment>Above the list: how many secrets it shows. %n is the number</extracomment>
        <translation>
            <numerusform>%n 件を表示</numerusform>
        </translation>
    </message>
    <message>
        <source>Sort the list</source>
        <extracomment>Name of the button that chooses the order of a list</extracomment>
        <translation>一覧を並べ替え</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>/</source>
        <extracomment>Key that jumps to the search field, shown inside it</extracomment>
        <translation>/</translation>
    </message>
    <message>
        <source>Search secrets</source>
        <extracomment>Accessible name of the search field</extracomment>
        <translation>シークレットを検索</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty search field</extracomment>
        <translation>検索</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <extracomment>Key that begins a new secret, beside the button&apos;s name</extracomment>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Name of the button that begins a new secret</extracomment>
        <translation>新しいシークレット</translation>
    </message>
</context>
<context>
    <name>ListPlaceholder</name>
    <message>
        <source>Search all secrets</source>
        <extracomment>Button in an empty search result: looks in every list</extracomment>
        <translation>すべてのシークレットを検索</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <extracomment>Button in an empty list: shows secrets of every type again</extracomment>
        <translation>フィルターを解除</translation>
    </message>
    <message>
        <source>Search in all accounts</source>
        <extracomment>Button in an empty search result: opens the quick lookup with what was searched for</extracomment>
        <translation>すべてのアカウントで検索</translation>
    </message>
</context>
<context>
    <name>LockedPage</name>
    <message>
        <source>Values, names and tokens were forgotten. Unlocking signs in again.</source>
        <extracomment>On the locked window</extracomment>
        <translation>値、名前、トークンはメモリーから消去されました。ロックを解除すると、再度サインインします。</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>On the locked window</extracomment>
        <translation>Coffret はロックされています</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Button on the locked window</extracomment>
        <translation>ロックを解除</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen</extracomment>
        <translation>このアカウントに借用の機能はありません</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <extracomment>Menu: a preference of the account</extracomment>
        <translation>Coffret のロック時または終了時に返却する</translation>
    </message>
</context>
<context>
    <name>ManyTexts</name>
    <message numerus="yes">
        <source>%n secret(s) change.</source>
        <extracomment>What a change of many secrets comes to. %n is how many of them change.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットが変更されます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change in this way and stay as they are.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットは、この変更を行う権限がないため、そのまま残ります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What a change of many secrets comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットは、すでにその状態です。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” cannot be changed; the report says why.</source>
        <extracomment>What a change of many secrets comes to. %1 is the name of a secret that cannot be changed.</extracomment>
        <translation>「%1」は変更できません。理由はレポートに示します。</translation>
    </message>
    <message numerus="yes">
        <source>Share %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are shared. %n is how many were chosen.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを共有しますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>Share</source>
        <extracomment>Button: gives people access to many secrets.</extracomment>
        <translation>共有</translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) out of their folders?</source>
        <extracomment>Heading of the question before secrets are moved to the top. %n is how many.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットをフォルダーの外に移動しますか？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n secret(s) to %1?</source>
        <extracomment>Heading of the question before secrets are moved. %n is how many, %1 is where.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを %1 に移動しますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves many secrets.</extracomment>
        <translation>移動</translation>
    </message>
    <message>
        <source>Who can read what is moved is up to the rules of the new place.</source>
        <extracomment>Question before secrets are moved on a server that tells nobody beforehand who will be able to read them.</extracomment>
        <translation>移動したものを誰が読めるかは、移動先の規則で決まります。</translation>
    </message>
    <message>
        <source>Adding to favourites</source>
        <extracomment>Heading while many secrets get a star, or lose it.</extracomment>
        <translation>お気に入りに追加</translation>
    </message>
    <message>
        <source>Removing from favourites</source>
        <translation>お気に入りから削除</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are shared: they are deleted for everyone.</source>
        <extracomment>Question before many secrets are deleted. %n is how many of them others see too.</extracomment>
        <translation>
            <numerusform>そのうち %n 件は共有されているため、全員から削除されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before many secrets are deleted.</extracomment>
        <translation>元に戻せません。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)</source>
        <extracomment>Button: deletes many secrets. %n is how many.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを削除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n secret(s)?</source>
        <extracomment>Heading of the question before many secrets are deleted. %n is how many.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを削除しますか？</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MaskDots</name>
    <message>
        <source>Hidden</source>
        <extracomment>Spoken instead of a value that is masked</extracomment>
        <translation>非表示</translation>
    </message>
</context>
<context>
    <name>Matches</name>
    <message>
        <source>Similar</source>
        <extracomment>Heading within a list of what was found: what follows has only something similar to what was typed.</extracomment>
        <translation>似たもの</translation>
    </message>
</context>
<context>
    <name>MemberRow</name>
    <message>
        <source>Manager</source>
        <extracomment>What somebody is in a group</extracomment>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>The only manager has to stay</source>
        <extracomment>Menu: takes somebody out of a group, or back; the first when nobody else manages it</extracomment>
        <translation>唯一のマネージャーは外せません</translation>
    </message>
    <message>
        <source>Stays in the group</source>
        <translation>グループに残す</translation>
    </message>
    <message>
        <source>Take out of the group</source>
        <translation>グループから外す</translation>
    </message>
    <message>
        <source>%2: %1</source>
        <extracomment>Accessible name of the button that offers what somebody is in a group. %2 is a person, %1 what they are now</extracomment>
        <translation>%2：%1</translation>
    </message>
</context>
<context>
    <name>NameTags</name>
    <message>
        <source>Valid for</source>
        <extracomment>Label above the host names, addresses and so on that a certificate is for</extracomment>
        <translation>対象</translation>
    </message>
    <message>
        <source>Valid for %1</source>
        <extracomment>What a screen reader says of the names a certificate is for. %1 is a list of names</extracomment>
        <translation>対象：%1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>Button below the first names a certificate is for. %n is how many more there are</extracomment>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Description</source>
        <extracomment>Label above the readable description of a secret</extracomment>
        <translation>説明</translation>
    </message>
</context>
<context>
    <name>NothingChosen</name>
    <message>
        <source>Its fields appear here, masked until you ask for them.</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>ここにフィールドが表示されます。値は求められるまで隠されています。</translation>
    </message>
    <message>
        <source>Choose a secret</source>
        <extracomment>In place of a secret&apos;s details</extracomment>
        <translation>シークレットを選択してください</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <extracomment>Key that jumps to the search field</extracomment>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>What a key does</extracomment>
        <translation>検索</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <extracomment>Key that copies the main value</extracomment>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Copy the password, key or token</source>
        <extracomment>What a key does</extracomment>
        <translation>パスワード、鍵、トークンをコピー</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <extracomment>Key that copies the user name</extracomment>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Copy the user name</source>
        <extracomment>What a key does</extracomment>
        <translation>ユーザー名をコピー</translation>
    </message>
</context>
<context>
    <name>OfflineSettingWords</name>
    <message>
        <source>Keep nothing</source>
        <extracomment>A choice in the settings: nothing is kept on this computer.</extracomment>
        <translation>保存しない</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>A choice in the settings: for how long something is kept.</extracomment>
        <translation>
            <numerusform>%n 日</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxRow</name>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before a change that waits is given up</extracomment>
        <translation>入力した内容を破棄しますか？</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: gives up a change that waits</extracomment>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: does not give up a change that waits</extracomment>
        <translation>残す</translation>
    </message>
    <message>
        <source>Discard…</source>
        <extracomment>Button: asks before a change that waits is given up</extracomment>
        <translation>破棄…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <extracomment>Button: opens a change that waits in the form</extracomment>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Send now</source>
        <extracomment>Button: sends a change that waits</extracomment>
        <translation>今すぐ送信</translation>
    </message>
    <message>
        <source>Discard the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>破棄：%1 の変更</translation>
    </message>
    <message>
        <source>Keep the change of %1</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>残す：%1 の変更</translation>
    </message>
    <message>
        <source>Discard the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>破棄：%1 の変更…</translation>
    </message>
    <message>
        <source>Edit the change of %1…</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>編集：%1 の変更…</translation>
    </message>
    <message>
        <source>Send the change of %1 now</source>
        <extracomment>What a screen reader says of a button. %1 is the name of a secret</extracomment>
        <translation>今すぐ送信：%1 の変更</translation>
    </message>
</context>
<context>
    <name>OutboxSheet</name>
    <message>
        <source>Not sent yet</source>
        <extracomment>Heading of a sheet: changes that were made without the server</extracomment>
        <translation>未送信</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Give up what you have written?</source>
        <extracomment>Question before changes that cannot be read are given up</extracomment>
        <translation>入力した内容を破棄しますか？</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>Button: tries once more to read what waits</extracomment>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Give it up…</source>
        <extracomment>Button: asks before what was written, and cannot be read any more, is given up</extracomment>
        <translation>破棄する…</translation>
    </message>
    <message>
        <source>Discard</source>
        <extracomment>Button: what was written, and cannot be read any more, is given up</extracomment>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>Button: what was written, and cannot be read now, is not given up</extracomment>
        <translation>残す</translation>
    </message>
    <message>
        <source>They lie sealed on this computer until they are sent.</source>
        <extracomment>Under the heading of the sheet with changes that wait</extracomment>
        <translation>送信されるまで、このコンピューターに封印して保管されます。</translation>
    </message>
</context>
<context>
    <name>PaletteList</name>
    <message>
        <source>Commands and places</source>
        <extracomment>Name of the list in the command palette</extracomment>
        <translation>コマンドと移動先</translation>
    </message>
</context>
<context>
    <name>PaletteRow</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>Said after a line of a list: its place. %1 and %2 are numbers</extracomment>
        <translation>%2 件中 %1 番目</translation>
    </message>
</context>
<context>
    <name>PeopleTexts</name>
    <message>
        <source>Confirmed</source>
        <extracomment>State of a person&apos;s key: compared before, and the same as then.</extracomment>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <extracomment>State of a person&apos;s key: the user never compared it.</extracomment>
        <translation>未照合</translation>
    </message>
    <message>
        <source>Changed</source>
        <extracomment>State of a person&apos;s key: another one than before.</extracomment>
        <translation>変更あり</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <extracomment>State of a person&apos;s key: expired, revoked or too weak.</extracomment>
        <translation>使用不可</translation>
    </message>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder.</extracomment>
        <translation>閲覧可</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: reading included.</extracomment>
        <translation>編集可</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: everything, sharing and deleting included.</extracomment>
        <translation>所有者</translation>
    </message>
    <message>
        <source>No access</source>
        <extracomment>In place of a right to a secret or folder.</extracomment>
        <translation>アクセス不可</translation>
    </message>
    <message>
        <source>See and copy</source>
        <extracomment>What a right means.</extracomment>
        <translation>閲覧とコピー</translation>
    </message>
    <message>
        <source>Change, move and delete as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>変更、移動、削除も可能</translation>
    </message>
    <message>
        <source>Decide who has access as well</source>
        <extracomment>What a right means.</extracomment>
        <translation>アクセス権の管理も可能</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a person or group that will be given access.</extracomment>
        <translation>新規</translation>
    </message>
    <message>
        <source>Loses access</source>
        <extracomment>Beside a person or group whose access will be taken away.</extracomment>
        <translation>アクセスを失います</translation>
    </message>
    <message>
        <source>Until now: %1</source>
        <extracomment>Beside a person or group whose right will change. %1 is the right until now.</extracomment>
        <translation>これまで：%1</translation>
    </message>
    <message>
        <source>Group</source>
        <extracomment>Beside the name of a group.</extracomment>
        <translation>グループ</translation>
    </message>
    <message numerus="yes">
        <source>Group, %n member(s)</source>
        <extracomment>Beside the name of a group. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>グループ、メンバー %n 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>A list of names that is cut short. %1 are some names, %n is how many more there are.</extracomment>
        <translation>
            <numerusform>%1、ほか %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: “%2” becomes “%3”.</source>
        <extracomment>What a change of access comes to. %1 is a person or group, %2 and %3 are rights.</extracomment>
        <translation>%1：「%2」から「%3」に変わります。</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) can read it from now on: %1.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>今後、%n 人が読めるようになります：%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) lose access: %1. What they have read before, they may still know.</source>
        <extracomment>What a change of access comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n 人がアクセスを失います：%1。以前に読んだ内容は、まだ知っている可能性があります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It applies to %n secret(s) and to folders: %1.</source>
        <extracomment>What a change of access comes to. %1 is a number of folders; %n a number of secrets.</extracomment>
        <translation>
            <numerusform>シークレット %n 件、フォルダー %1 件に適用されます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody vouches for the value of %n secret(s): it is passed on without your signature, and new readers see it as unsigned.</source>
        <extracomment>What a change of access comes to. %n is a number of secrets; a signature says who wrote one.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットの値は、保証する人がいないため、自分の署名なしで渡されます。新たに読む人には署名なしと表示されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody gains or loses access.</source>
        <extracomment>What a change of access comes to: nothing.</extracomment>
        <translation>アクセスを得る人も失う人もいません。</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) join and can read everything the group can: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n 人が加わり、グループが読めるものをすべて読めるようになります：%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are encrypted for them.</source>
        <extracomment>What a change of a group comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットが、加わる人に宛てて暗号化されます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) leave the group: %1.</source>
        <extracomment>What a change of a group comes to. %n is a number of people, %1 their names.</extracomment>
        <translation>
            <numerusform>%n 人がグループから外れます：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only who manages the group changes.</source>
        <extracomment>What a change of a group comes to.</extracomment>
        <translation>変わるのは、グループのマネージャーだけです。</translation>
    </message>
    <message>
        <source>%1 created it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 さんが作成しました</translation>
    </message>
    <message>
        <source>%1 opened it</source>
        <extracomment>What somebody did with a secret: looked at the values. %1 is a person.</extracomment>
        <translation>%1 さんが開きました</translation>
    </message>
    <message>
        <source>%1 changed it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 さんが変更しました</translation>
    </message>
    <message>
        <source>%1 changed who has access</source>
        <extracomment>What somebody did with a secret: changed who has access. %1 is a person.</extracomment>
        <translation>%1 さんがアクセス権を変更しました</translation>
    </message>
    <message>
        <source>%1 moved it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 さんが移動しました</translation>
    </message>
    <message>
        <source>%1 deleted it</source>
        <extracomment>What somebody did with a secret. %1 is a person.</extracomment>
        <translation>%1 さんが削除しました</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What somebody did with a secret, in the server&apos;s own word. %1 is a person, %2 that word.</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) in it are not yours to share and stay as they are.</source>
        <extracomment>What a change of access to a folder comes to. %n is a number of secrets and folders inside it.</extracomment>
        <translation>
            <numerusform>中にある %n 件は、共有する権限がないため、そのまま残ります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever is in the group “%1”, now or later: “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>グループ「%1」の現在と今後のメンバー：「%2」。</translation>
    </message>
    <message>
        <source>The group “%1” loses “%2”: whoever joins it later gains nothing.</source>
        <extracomment>What a change of access comes to. %1 is a group, %2 a right such as &quot;Can read&quot;.</extracomment>
        <translation>グループ「%1」は「%2」を失います。後から参加した人には何も与えられません。</translation>
    </message>
    <message>
        <source>%1 gains “%2”.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 に「%2」が与えられます。</translation>
    </message>
    <message>
        <source>%1 loses “%2”, but has access through a group.</source>
        <extracomment>What a change of access comes to. %1 is a person, %2 a right such as &quot;Can edit&quot;.</extracomment>
        <translation>%1 は「%2」を失いますが、グループを通じてアクセスできます。</translation>
    </message>
    <message>
        <source>Can be mistaken for another: look twice</source>
        <extracomment>Beside a person or a group that could be given access.</extracomment>
        <translation>ほかと紛らわしい名前です。よく確かめてください</translation>
    </message>
</context>
<context>
    <name>PicturePicker</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</source>
        <extracomment>File type and last entry of the file type list in a file dialog</extracomment>
        <translation>画像 (*.png *.jpg *.jpeg *.gif *.bmp *.svg *.webp)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Picture with a QR code</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>QR コードを含む画像</translation>
    </message>
</context>
<context>
    <name>PlaceField</name>
    <message>
        <source>Shared with everyone there</source>
        <extracomment>Below the folder a new secret goes to</extracomment>
        <translation>ここにアクセスできる全員と共有されます</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Label of the folder a new secret goes to</extracomment>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <extracomment>Accessible name of the button that chooses another folder for a new secret. %1 is the one it goes to</extracomment>
        <translation>フォルダー: %1</translation>
    </message>
    <message>
        <source>No folder, at the top</source>
        <extracomment>In place of a folder&apos;s name: a new secret goes to none</extracomment>
        <translation>フォルダーなし（最上位）</translation>
    </message>
</context>
<context>
    <name>PlaceSheet</name>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Find a folder</source>
        <extracomment>Label of the field that narrows a list of folders</extracomment>
        <translation>フォルダーを検索</translation>
    </message>
    <message>
        <source>Folders</source>
        <extracomment>Accessible name of the list of folders something can be put in</extracomment>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>No folder fits.</source>
        <extracomment>In place of a list of folders</extracomment>
        <translation>一致するフォルダーはありません。</translation>
    </message>
</context>
<context>
    <name>ProgramAccess</name>
    <message>
        <source>Coffret is locked. Unlock it first, or say --unlock.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. --unlock is an option and stays as it is.</extracomment>
        <translation>Coffret はロックされています。先にロックを解除するか、--unlock を指定してください。</translation>
    </message>
    <message>
        <source>The account “%1” is not open.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the name of an account.</extracomment>
        <translation>アカウント「%1」は開かれていません。</translation>
    </message>
    <message>
        <source>There is nothing at “%1”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>「%1」には何もありません。</translation>
    </message>
    <message>
        <source>Several secrets are called “%1”:</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the end of a path; the whole paths follow.</extracomment>
        <translation>「%1」に該当するシークレットが複数あります：</translation>
    </message>
    <message>
        <source>“%1” has no main value. Name a field.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>「%1」には主な値がありません。フィールドを指定してください。</translation>
    </message>
    <message>
        <source>“%1” has no field “%2”.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret, %2 what somebody takes for a field of it.</extracomment>
        <translation>「%1」にフィールド「%2」はありません。</translation>
    </message>
    <message>
        <source>“%1” has no one-time code.</source>
        <extracomment>In a terminal, from &quot;coffret otp&quot;. %1 is the path of a secret.</extracomment>
        <translation>「%1」にワンタイムコードはありません。</translation>
    </message>
    <message>
        <source>That was refused in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person said no in Coffret&apos;s window.</extracomment>
        <translation>Coffret のウィンドウで拒否されました。</translation>
    </message>
    <message>
        <source>Nobody answered the question in the window of Coffret.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;: a person was asked in Coffret&apos;s window.</extracomment>
        <translation>Coffret のウィンドウでの確認に、誰も応答しませんでした。</translation>
    </message>
    <message>
        <source>Too many programs ask at once. Try again later.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>同時に問い合わせているプログラムが多すぎます。後でもう一度試してください。</translation>
    </message>
    <message>
        <source>The value of “%1” is larger than 1 MiB.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is the path of a secret.</extracomment>
        <translation>「%1」の値は 1 MiB を超えています。</translation>
    </message>
    <message>
        <source>%1 Say --unverified to take it all the same.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;. %1 is a sentence about the signature. --unverified stays as it is.</extracomment>
        <translation>%1それでも値を取得するには、--unverified を指定してください。</translation>
    </message>
    <message>
        <source>A program that cannot be identified</source>
        <extracomment>Stands where the name of a program does.</extracomment>
        <translation>特定できないプログラム</translation>
    </message>
    <message>
        <source>process %1</source>
        <extracomment>Of a program that runs. %1 is its number.</extracomment>
        <translation>プロセス %1</translation>
    </message>
    <message>
        <source>started by %1</source>
        <extracomment>Of a program that runs. %1 are the programs it was started by, the nearest first.</extracomment>
        <translation>起動元：%1</translation>
    </message>
    <message>
        <source>Main value</source>
        <extracomment>Beside the path of a secret that another program wants: the program named none of its fields</extracomment>
        <translation>主な値</translation>
    </message>
    <message>
        <source>Coffret to be unlocked</source>
        <extracomment>In the list of what another program wants, while Coffret is locked</extracomment>
        <translation>Coffret のロック解除</translation>
    </message>
</context>
<context>
    <name>ProgramAccessSheet</name>
    <message>
        <source>Allow it only if you have just started something that needs this.</source>
        <extracomment>Below the names of secrets that another program wants</extracomment>
        <translation>これを必要とするものを自分で起動した直後の場合にだけ、許可してください。</translation>
    </message>
    <message>
        <source>Coffret cannot tell which program this is. Allow it only if you have just started something that needs this.</source>
        <translation>Coffret は、これがどのプログラムか特定できません。これを必要とするものを自分で起動した直後の場合にだけ、許可してください。</translation>
    </message>
    <message>
        <source>Refused in %1 s</source>
        <extracomment>Beside the buttons while a question waits for an answer. %1 is a number of seconds</extracomment>
        <translation>%1 秒後に拒否</translation>
    </message>
    <message>
        <source>%1 wants the names of your secrets</source>
        <extracomment>Heading of the question whether another program may have secrets. %1 is its name: values, or only names</extracomment>
        <translation>%1 がシークレットの名前を求めています</translation>
    </message>
    <message>
        <source>%1 wants to read secrets</source>
        <translation>%1 がシークレットの読み取りを求めています</translation>
    </message>
    <message>
        <source>Refuse</source>
        <extracomment>Button: another program gets no secrets</extracomment>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Allow once</source>
        <extracomment>Button: another program gets what it wants this time</extracomment>
        <translation>今回だけ許可</translation>
    </message>
    <message>
        <source>Allow everything until Coffret locks</source>
        <extracomment>Button: another program gets every secret it wants until Coffret locks</extracomment>
        <translation>Coffret がロックされるまですべて許可</translation>
    </message>
    <message>
        <source>What it wants</source>
        <extracomment>Accessible name of the list of what another program wants</extracomment>
        <translation>求めているもの</translation>
    </message>
    <message>
        <source>Time left</source>
        <extracomment>Accessible name of a bar that shows how much time is left for an answer</extracomment>
        <translation>残り時間</translation>
    </message>
</context>
<context>
    <name>QrButton</name>
    <message>
        <source>Read a QR code</source>
        <extracomment>Name of the button that offers to take a key from a QR code</extracomment>
        <translation>QR コードを読み取る</translation>
    </message>
    <message>
        <source>From the screen…</source>
        <extracomment>Menu: where a QR code is; asks for a part of the screen</extracomment>
        <translation>画面から…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <extracomment>Menu: where a QR code is</extracomment>
        <translation>クリップボードから</translation>
    </message>
    <message>
        <source>From a picture file…</source>
        <extracomment>Menu: where a QR code is; opens a file dialog</extracomment>
        <translation>画像ファイルから…</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>Remove from search: %1</source>
        <extracomment>Accessible name of a chip below the search field. %1 is what the search asks for, as &quot;Favourites&quot; or &quot;In Finance&quot;</extracomment>
        <translation>検索から外す: %1</translation>
    </message>
</context>
<context>
    <name>QueryChips</name>
    <message>
        <source>What the search asks for</source>
        <extracomment>Accessible name of the row of chips below the search field</extracomment>
        <translation>検索の条件</translation>
    </message>
</context>
<context>
    <name>QuickActions</name>
    <message>
        <source>Actions</source>
        <extracomment>Name of the list of what can be done with a secret, in the quick lookup</extracomment>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>QuickFooter</name>
    <message>
        <source>copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>open</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>開く</translation>
    </message>
    <message>
        <source>close</source>
        <extracomment>What a key does, at the foot of the quick lookup</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Enter</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <extracomment>Keys, as they are printed on keyboards.</extracomment>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>do it</source>
        <extracomment>What a key does, at the foot of the quick lookup: copies what was found, or does what is listed</extracomment>
        <translation>実行</translation>
    </message>
    <message>
        <source>back</source>
        <extracomment>What a key does, at the foot of the quick lookup: lists what else can be done, or goes back from there</extracomment>
        <translation>戻る</translation>
    </message>
    <message>
        <source>more</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Tab</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Tab</translation>
    </message>
    <message>
        <source>account</source>
        <extracomment>What a key does, at the foot of the quick lookup: looks in one account only</extracomment>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Esc</source>
        <extracomment>A key, as it is printed on keyboards.</extracomment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>choose</source>
        <extracomment>What a key does, at the foot of the quick lookup: chooses the first of those that are only similar to what was typed</extracomment>
        <translation>選ぶ</translation>
    </message>
</context>
<context>
    <name>QuickList</name>
    <message>
        <source>Results</source>
        <extracomment>Name of the result list in the quick lookup</extracomment>
        <translation>検索結果</translation>
    </message>
</context>
<context>
    <name>QuickLookup</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Title of the quick lookup window
----------
Name of the field in the quick lookup</extracomment>
        <translation>クイック検索</translation>
    </message>
    <message>
        <source>Type a name, user or address</source>
        <extracomment>Hint in the empty field of the quick lookup</extracomment>
        <translation>名前、ユーザー、アドレスを入力</translation>
    </message>
</context>
<context>
    <name>ReaderRow</name>
    <message>
        <source>Compared</source>
        <extracomment>State of a key: the user has just said that it is right</extracomment>
        <translation>照合済み</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <extracomment>Button beside a person in a list. %1 is the name</extracomment>
        <translation>%1 をリストから外す</translation>
    </message>
    <message>
        <source>This name or address can be mistaken for another person&apos;s. Look twice.</source>
        <extracomment>Warning beside a person&apos;s name</extracomment>
        <translation>この名前またはアドレスは、別の人のものと紛らわしくなっています。よく確認してください。</translation>
    </message>
    <message>
        <source>Known</source>
        <extracomment>Before the fingerprint of the key somebody had until now</extracomment>
        <translation>既知</translation>
    </message>
    <message>
        <source>The key you know</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>既知の鍵</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>Before the fingerprint of the key somebody has now</extracomment>
        <translation>現在</translation>
    </message>
    <message>
        <source>The key shown now</source>
        <extracomment>Spoken before a fingerprint</extracomment>
        <translation>現在示されている鍵</translation>
    </message>
    <message>
        <source>I have compared this with %1</source>
        <extracomment>Below a fingerprint. %1 is a person&apos;s name</extracomment>
        <translation>%1 さんと照合しました</translation>
    </message>
    <message>
        <source>%1 says the new key is right</source>
        <extracomment>Button below two fingerprints. %1 is a person&apos;s name</extracomment>
        <translation>新しい鍵が正しいと %1 さんに確認しました</translation>
    </message>
</context>
<context>
    <name>ReadersSheet</name>
    <message>
        <source>Compare each fingerprint with its owner, by telephone or side by side. Whoever is wrong here could read along.</source>
        <extracomment>Under the heading of the question whose keys these are</extracomment>
        <translation>それぞれのフィンガープリントを、電話や対面で持ち主と照合してください。ここに誤りがあると、その相手に内容を読まれるおそれがあります。</translation>
    </message>
    <message>
        <source>I compared all of them</source>
        <extracomment>Button: says of every key that it was compared</extracomment>
        <translation>すべて照合しました</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>RecipientRow</name>
    <message>
        <source>Leave out %1</source>
        <extracomment>Name of the button that takes somebody out of the list of who can open a file. %1 is a person</extracomment>
        <translation>%1 を除外</translation>
    </message>
</context>
<context>
    <name>RemoveAccountSheet</name>
    <message>
        <source>Coffret signs out and forgets on this computer what it kept of this account: its settings, its token or remembered second factor, the fingerprints of colleagues you accepted, and what was noted of signatures. Nothing changes at the server, and your own keys stay.</source>
        <extracomment>Below the question before an account is removed</extracomment>
        <translation>Coffret はサインアウトし、このアカウントについてこのコンピューターに保存したものを消去します。設定、トークンまたは記憶した二要素認証、承認したほかのメンバーのフィンガープリント、署名に関する記録が対象です。サーバーには変更はなく、自分の鍵も残ります。</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <extracomment>Beside the buttons while an account is being removed</extracomment>
        <translation>サインアウト中…</translation>
    </message>
    <message>
        <source>Remove “%1” from this computer?</source>
        <extracomment>Heading of the question before an account is removed. %1 is its name</extracomment>
        <translation>「%1」をこのコンピューターから削除しますか？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>Button: takes an account off this computer</extracomment>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>RevealTimer</name>
    <message>
        <source>Keep showing</source>
        <extracomment>Name of the button that keeps a value on screen</extracomment>
        <translation>表示し続ける</translation>
    </message>
</context>
<context>
    <name>RevisionField</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of a value while it is decrypted</extracomment>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <extracomment>Name of the button on an earlier value. %1 is its label</extracomment>
        <translation>%1を隠す</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1を表示</translation>
    </message>
</context>
<context>
    <name>RevisionRow</name>
    <message>
        <source>Opening…</source>
        <extracomment>In place of values while they are fetched and decrypted</extracomment>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>The one-time code of that time is not shown. Editing with these values keeps the present one.</source>
        <extracomment>Below the earlier values of a secret that had a one-time code then</extracomment>
        <translation>当時のワンタイムコードは表示されません。この値で編集しても、現在のワンタイムコードが残ります。</translation>
    </message>
    <message>
        <source>Edit with these values</source>
        <extracomment>Button: begins an edit with these earlier values</extracomment>
        <translation>この値で編集</translation>
    </message>
    <message>
        <source>%2, %1</source>
        <extracomment>Under an earlier state of a secret&apos;s values. %2 is a person, %1 a moment</extracomment>
        <translation>%2、%1</translation>
    </message>
    <message>
        <source>expanded</source>
        <extracomment>Said of an earlier state of a secret&apos;s values: its fields are shown below it, or not</extracomment>
        <translation>展開済み</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>折りたたみ済み</translation>
    </message>
</context>
<context>
    <name>RevisionTexts</name>
    <message>
        <source>Being changed on the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has not taken them over yet.</extracomment>
        <translation>対象システムで変更中</translation>
    </message>
    <message>
        <source>Confirmed by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open has taken them over.</extracomment>
        <translation>対象システムで確認済み</translation>
    </message>
    <message>
        <source>Confirmed by the target system, %1</source>
        <translation>対象システムで確認済み、%1</translation>
    </message>
    <message>
        <source>Rejected by the target system</source>
        <extracomment>In the list of a secret&apos;s earlier values: the system that they open did not take them over.</extracomment>
        <translation>対象システムが拒否</translation>
    </message>
    <message>
        <source>Rejected by the target system, %1</source>
        <translation>対象システムが拒否、%1</translation>
    </message>
    <message>
        <source>Current values</source>
        <extracomment>The values a secret has now, in the list of its earlier ones.</extracomment>
        <translation>現在の値</translation>
    </message>
    <message>
        <source>Earlier values</source>
        <extracomment>Values that a secret had before, in a list of such.</extracomment>
        <translation>以前の値</translation>
    </message>
    <message>
        <source>Values until %1</source>
        <extracomment>Values that a secret had before, in a list of such. %1 is the moment when others took their place, for example &quot;2 min ago&quot; or &quot;12 Mar 2024&quot;.</extracomment>
        <translation>%1までの値</translation>
    </message>
</context>
<context>
    <name>RightMenu</name>
    <message>
        <source>Can read</source>
        <extracomment>A right to a secret or folder</extracomment>
        <translation>閲覧可</translation>
    </message>
    <message>
        <source>Can edit</source>
        <extracomment>A right to a secret or folder: change, move, delete</extracomment>
        <translation>編集可</translation>
    </message>
    <message>
        <source>Owner</source>
        <extracomment>A right to a secret or folder: decide who has access</extracomment>
        <translation>所有者</translation>
    </message>
    <message>
        <source>The only owner has to stay</source>
        <extracomment>Menu: takes somebody&apos;s access away, or gives it back; the first when they are the only owner</extracomment>
        <translation>唯一の所有者は外せません</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>アクセス不可</translation>
    </message>
    <message>
        <source>Take access away</source>
        <translation>アクセスを取り消す</translation>
    </message>
</context>
<context>
    <name>ScopeChoice</name>
    <message>
        <source>What</source>
        <extracomment>Label of a choice: which secrets are exported</extracomment>
        <translation>対象</translation>
    </message>
</context>
<context>
    <name>SealingPeople</name>
    <message>
        <source>Who else can read them</source>
        <extracomment>Heading above the people whom values are encrypted for, besides the user</extracomment>
        <translation>ほかに読める人</translation>
    </message>
    <message>
        <source>Nobody but you.</source>
        <extracomment>In place of a list of people</extracomment>
        <translation>自分だけです。</translation>
    </message>
    <message>
        <source>Add somebody from your GnuPG keyring</source>
        <extracomment>In the field that looks people up in the user&apos;s GnuPG keyring</extracomment>
        <translation>GnuPG のキーリングから人を追加</translation>
    </message>
    <message>
        <source>Found</source>
        <extracomment>Accessible name of the list of people that a search found</extracomment>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Public keys (*.asc *.gpg *.key)</source>
        <extracomment>Kind of files in a file dialog</extracomment>
        <translation>公開鍵 (*.asc *.gpg *.key)</translation>
    </message>
    <message>
        <source>Or add somebody by a file with their public key</source>
        <extracomment>Label of a field for the path of a file</extracomment>
        <translation>または公開鍵のファイルで人を追加</translation>
    </message>
</context>
<context>
    <name>SealingSheet</name>
    <message>
        <source>Sealed values are encrypted and signed with OpenPGP before they leave, so that the server cannot read them; names, user names and descriptions stay readable for it.</source>
        <extracomment>Under the heading of the sheet about encrypting values with OpenPGP</extracomment>
        <translation>封印した値は、送信前に OpenPGP で暗号化して署名するため、サーバーには読めません。名前、ユーザー名、説明は、引き続きサーバーが読めます。</translation>
    </message>
    <message>
        <source>Seal values of “%1”</source>
        <extracomment>Heading of the sheet about encrypting values with OpenPGP. %1 is the name of an account</extracomment>
        <translation>「%1」の値を封印</translation>
    </message>
    <message>
        <source>Unseal existing values…</source>
        <extracomment>Button: everything that was encrypted is written in the clear again, after a question</extracomment>
        <translation>既存の値の封印を解除…</translation>
    </message>
    <message>
        <source>Seal existing values…</source>
        <extracomment>Button: everything that is in the clear is encrypted, after a question</extracomment>
        <translation>既存の値を封印…</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Seal new and changed values of this account</source>
        <extracomment>Turns on that values are encrypted with OpenPGP</extracomment>
        <translation>このアカウントの新しい値と変更した値を封印する</translation>
    </message>
    <message>
        <source>Your key, which signs and can always read</source>
        <extracomment>Heading above the user&apos;s OpenPGP keys</extracomment>
        <translation>署名に使い、常に読むことができる自分の鍵</translation>
    </message>
    <message>
        <source>Reading your GnuPG keyring…</source>
        <extracomment>In place of the user&apos;s OpenPGP keys, while they are read, or when there is none</extracomment>
        <translation>GnuPG のキーリングを読み込み中…</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>このコンピューターに自分の OpenPGP 鍵はありません。</translation>
    </message>
</context>
<context>
    <name>SealingTexts</name>
    <message numerus="yes">
        <source>The values of %n secret(s) are written in the clear.</source>
        <extracomment>What taking the encryption back comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットの値が平文で書き込まれます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Whoever runs the server can read them then, and nobody&apos;s signature is on them.</source>
        <extracomment>What taking the encryption back comes to.</extracomment>
        <translation>その後は、サーバーの運用担当者も値を読めます。また、値には誰の署名も付きません。</translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you alone.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットの値が、自分だけに宛てて暗号化されます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The values of %n secret(s) are encrypted for you and %1.</source>
        <extracomment>What sealing comes to: encrypting with OpenPGP. %n is a number of secrets, %1 are names of people.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットの値が、自分と %1 に宛てて暗号化されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>They are signed with your key as they are on the server now.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>現在サーバーにある値に、そのまま自分の鍵で署名します。</translation>
    </message>
    <message>
        <source>The server, and programs that fetch values from it, can no longer use them. Names, user names and descriptions stay readable.</source>
        <extracomment>What sealing comes to.</extracomment>
        <translation>サーバーや、サーバーから値を取得するプログラムは、この値を使えなくなります。名前、ユーザー名、説明は引き続き読めます。</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are like that already.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットは、すでにその状態です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) are not yours to change and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットは、変更する権限がないため、そのまま残ります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) need approval or a check-out and stay as they are.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットは、承認または借用が必要なため、そのまま残ります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) would become too long for the server.</source>
        <extracomment>What sealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットは、サーバーに保存できる長さを超えます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) hold what nobody vouches for: look at them and save them yourself.</source>
        <extracomment>What sealing or unsealing comes to: nobody known has signed what they hold. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットには、保証する人のいない内容が含まれます。内容を確認し、自分で保存してください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be read.</source>
        <extracomment>What sealing or unsealing comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを読めませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>This account holds no secrets.</source>
        <extracomment>Instead of sealing or unsealing.</extracomment>
        <translation>このアカウントにシークレットはありません。</translation>
    </message>
    <message>
        <source>Seal existing values?</source>
        <extracomment>Headings of the questions before the values of an account are encrypted with OpenPGP, or no longer.</extracomment>
        <translation>既存の値を封印しますか？</translation>
    </message>
    <message>
        <source>Unseal all values?</source>
        <translation>すべての値の封印を解除しますか？</translation>
    </message>
    <message>
        <source>Seal values</source>
        <extracomment>Buttons: encrypts values with OpenPGP, or writes them in the clear.</extracomment>
        <translation>値を封印</translation>
    </message>
    <message>
        <source>Unseal values</source>
        <translation>封印を解除</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <extracomment>Name of the button that empties the search field</extracomment>
        <translation>検索を消去</translation>
    </message>
</context>
<context>
    <name>SecondFactorSheet</name>
    <message>
        <source>It offers no way that Coffret knows. Sign in with a browser, or ask whoever runs the server.</source>
        <extracomment>Under the heading of the question for a second factor</extracomment>
        <translation>サーバーが示す方法の中に、Coffret で使えるものがありません。ブラウザーでサインインするか、サーバーの運用担当者に尋ねてください。</translation>
    </message>
    <message>
        <source>Duo asks in your browser. When it is done, paste the address the browser ended at.</source>
        <translation>Duo の確認はブラウザーで行います。終わったら、ブラウザーに最後に表示されたアドレスを貼り付けてください。</translation>
    </message>
    <message>
        <source>Put the keyboard into the field and touch your YubiKey.</source>
        <translation>入力欄を選んでから、YubiKey に触れてください。</translation>
    </message>
    <message>
        <source>Type the code your authenticator app shows now.</source>
        <translation>認証アプリに現在表示されているコードを入力してください。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <extracomment>Beside the buttons while the server checks an answer</extracomment>
        <translation>確認中…</translation>
    </message>
    <message>
        <source>%1 asks for a second factor</source>
        <extracomment>Heading of the question for a second factor. %1 is the name of an account</extracomment>
        <translation>%1 には二要素認証が必要です</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: does not sign in</extracomment>
        <translation>後で</translation>
    </message>
    <message>
        <source>Sign in</source>
        <extracomment>Button: answers the question for a second factor</extracomment>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>One-time code</source>
        <extracomment>Label of the field for a one-time code</extracomment>
        <translation>ワンタイムコード</translation>
    </message>
    <message>
        <source>YubiKey</source>
        <extracomment>Label of the field a YubiKey writes into</extracomment>
        <translation>YubiKey</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <extracomment>Button: goes on in the browser</extracomment>
        <translation>ブラウザーを開く</translation>
    </message>
    <message>
        <source>Address from the browser</source>
        <extracomment>Label of the field for the address the browser ended at</extracomment>
        <translation>ブラウザーに表示されたアドレス</translation>
    </message>
    <message>
        <source>Do not ask again on this computer for a month</source>
        <extracomment>Below the field for a second factor</extracomment>
        <translation>このコンピューターでは 1 か月間尋ねない</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hidden</source>
        <extracomment>Said of a field of a form whose value is masked</extracomment>
        <translation>非表示</translation>
    </message>
    <message>
        <source>Show %1</source>
        <extracomment>Name of the button on a field of a form. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1を表示</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>%1を隠す</translation>
    </message>
</context>
<context>
    <name>SecretList</name>
    <message>
        <source>Secrets</source>
        <extracomment>Accessible name of the list of secrets</extracomment>
        <translation>シークレット</translation>
    </message>
</context>
<context>
    <name>SecretMarkers</name>
    <message>
        <source>Access has to be approved first</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>先にアクセスの承認が必要です</translation>
    </message>
    <message>
        <source>Has a one-time code</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>ワンタイムコードあり</translation>
    </message>
    <message>
        <source>Favourite</source>
        <extracomment>What a symbol in the list means</extracomment>
        <translation>お気に入り</translation>
    </message>
</context>
<context>
    <name>SecretMenu</name>
    <message>
        <source>Ctrl+E</source>
        <extracomment>Key that edits, in a menu</extracomment>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>編集</translation>
    </message>
    <message>
        <source>Move to…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>移動…</translation>
    </message>
    <message>
        <source>Add tag…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>タグを追加…</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>環境を比較…</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>Menu of a secret that has a value in each environment</extracomment>
        <translation>各環境の値を設定…</translation>
    </message>
    <message>
        <source>Expires in 90 days</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>90 日後に期限切れ</translation>
    </message>
    <message>
        <source>Mark as expired</source>
        <extracomment>Menu of a secret: its value should be replaced at once</extracomment>
        <translation>期限切れにする</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire</extracomment>
        <translation>期限は設定されていません</translation>
    </message>
    <message>
        <source>Never expires</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>無期限</translation>
    </message>
    <message>
        <source>Del</source>
        <extracomment>Key that deletes, in a menu</extracomment>
        <translation>Del</translation>
    </message>
    <message>
        <source>Delete…</source>
        <extracomment>Menu of a secret</extracomment>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <extracomment>Key that shows a value in large type, in a menu</extracomment>
        <translation>Ctrl+Shift+L</translation>
    </message>
    <message>
        <source>Large type</source>
        <extracomment>Menu of a secret: shows its value very big, each character with its number</extracomment>
        <translation>大きな文字で表示</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Q</source>
        <extracomment>Key that shows a value as a QR code, in a menu</extracomment>
        <translation>Ctrl+Shift+Q</translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <extracomment>Menu of a secret: shows its value as a QR code, for a camera</extracomment>
        <translation>QR コードで表示</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <extracomment>Key that duplicates, in a menu</extracomment>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <extracomment>Menu of a secret: begins a new one that holds the same</extracomment>
        <translation>複製…</translation>
    </message>
</context>
<context>
    <name>ServerIdentitySheet</name>
    <message>
        <source>Either it was renewed, or somebody stands between you and the server. Nothing is sent until you know which. Ask whoever runs the server for the new fingerprint, over another way than this server.</source>
        <extracomment>Below the heading, when a server&apos;s key or certificate is another one than before</extracomment>
        <translation>更新されたか、誰かがサーバーとの間に入り込んでいるかのどちらかです。どちらか分かるまで、何も送信されません。このサーバーとは別の手段で、新しいフィンガープリントをサーバーの運用担当者に尋ねてください。</translation>
    </message>
    <message>
        <source>“%1” shows another certificate</source>
        <extracomment>Heading, when a server&apos;s key or certificate is another one than before. %1 is the name of an account</extracomment>
        <translation>「%1」の証明書が以前と異なります</translation>
    </message>
    <message>
        <source>“%1” shows another OpenPGP key</source>
        <translation>「%1」の OpenPGP 鍵が以前と異なります</translation>
    </message>
    <message>
        <source>Do not sign in</source>
        <extracomment>Button: a server&apos;s new fingerprint is not accepted</extracomment>
        <translation>サインインしない</translation>
    </message>
    <message>
        <source>Compare and sign in</source>
        <extracomment>Button: compares what was typed, and accepts a server&apos;s new fingerprint if it agrees</extracomment>
        <translation>照合してサインイン</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint that was accepted before</extracomment>
        <translation>以前に承認</translation>
    </message>
    <message>
        <source>Shown now</source>
        <extracomment>Above the fingerprint that the server shows now</extracomment>
        <translation>現在の提示</translation>
    </message>
    <message>
        <source>Paste the fingerprint you were told, not the one shown above. If both agree, it is accepted from now on.</source>
        <extracomment>Help under the field for a server&apos;s new fingerprint</extracomment>
        <translation>上に表示されているものではなく、伝えられたフィンガープリントを貼り付けてください。両者が一致すれば、今後はそれを承認します。</translation>
    </message>
    <message>
        <source>Fingerprint you were told</source>
        <extracomment>Label of the field for a server&apos;s new fingerprint</extracomment>
        <translation>伝えられたフィンガープリント</translation>
    </message>
</context>
<context>
    <name>ServerStep</name>
    <message>
        <source>Link from an e-mail</source>
        <extracomment>Label of the server address field; of the same field when a link is asked for</extracomment>
        <translation>メールのリンク</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>サーバーのアドレス</translation>
    </message>
    <message>
        <source>Passbolt sends one to set an account up, and one to get back to it. Whoever has the link can do that, so Coffret keeps it only until it is used.</source>
        <translation>Passbolt は、アカウントの設定用と復帰用のリンクを送ります。リンクを持つ人は誰でもその操作ができるため、Coffret がリンクを保持するのは使用するまでの間だけです。</translation>
    </message>
    <message>
        <source>Coffret talks HTTPS only and checks the server&apos;s certificate before anything else.</source>
        <translation>Coffret は HTTPS だけで通信し、何よりも先にサーバーの証明書を確認します。</translation>
    </message>
    <message>
        <source>Paste the link</source>
        <translation>リンクを貼り付けてください</translation>
    </message>
    <message>
        <source>Which server?</source>
        <translation>どのサーバーですか？</translation>
    </message>
    <message>
        <source>A link from a Passbolt e-mail can be pasted here too.</source>
        <extracomment>Help under the server address field</extracomment>
        <translation>Passbolt のメールのリンクも、ここに貼り付けられます。</translation>
    </message>
    <message>
        <source>https://vault.example.com</source>
        <extracomment>Example in the server address field; keep the address</extracomment>
        <translation>https://vault.example.com</translation>
    </message>
    <message>
        <source>Link to get back to your account</source>
        <extracomment>What was recognised in the pasted text</extracomment>
        <translation>アカウントに復帰するためのリンク</translation>
    </message>
    <message>
        <source>Link to set up your account</source>
        <translation>アカウントを設定するためのリンク</translation>
    </message>
    <message>
        <source>Use another</source>
        <extracomment>Button that forgets the pasted link</extracomment>
        <translation>別のリンクを使う</translation>
    </message>
    <message>
        <source>The link names it. Nothing is sent there before you go on.</source>
        <extracomment>Sentence under the heading of the address screen; once a link was taken; when one is asked for</extracomment>
        <translation>リンクに記載されています。先に進むまで何も送信されません。</translation>
    </message>
    <message>
        <source>Is this the server?</source>
        <extracomment>Heading of the screen that asks for the server&apos;s address; once a link was taken; when one is asked for</extracomment>
        <translation>このサーバーですか？</translation>
    </message>
</context>
<context>
    <name>ServerSteps</name>
    <message>
        <source>Expanded</source>
        <extracomment>What a screen reader says of a heading that shows or hides what is below it</extracomment>
        <translation>展開</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>折りたたみ</translation>
    </message>
    <message>
        <source>If something does not work on your server</source>
        <extracomment>Heading above what can be switched off for servers that do not offer it</extracomment>
        <translation>お使いのサーバーで動作しない機能がある場合</translation>
    </message>
    <message>
        <source>Not every server offers all of these. Switch off what yours does not do. What it refused before is tried again after saving.</source>
        <extracomment>Above what can be switched off for servers that do not offer it</extracomment>
        <translation>すべてのサーバーがこれらを提供しているわけではありません。お使いのサーバーにないものはオフにしてください。以前拒否されたものは、保存後に再度試行されます。</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <extracomment>A choice in the settings: Coffret does not lock by itself.</extracomment>
        <translation>しない</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>A choice in the settings: a time.</extracomment>
        <translation>
            <numerusform>%n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>A choice in the settings: the size of text. %1 is a number, followed by a percent sign.</extracomment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Another program has these keys already. Choose others.</source>
        <extracomment>Below a setting: why chosen keys do not work.</extracomment>
        <translation>このキーは別のプログラムが使用しています。ほかのキーを選んでください。</translation>
    </message>
    <message>
        <source>Choose a letter, a digit or Space together with Ctrl, Alt or Meta, or a function key.</source>
        <extracomment>Below a setting: why chosen keys do not work. The names are those of keys.</extracomment>
        <translation>文字、数字、または Space を Ctrl、Alt、Meta と組み合わせるか、ファンクションキーを選んでください。</translation>
    </message>
    <message>
        <source>This desktop gives its keys to no program. In its own settings, let a shortcut start “coffret --quick”.</source>
        <extracomment>Below a setting: why keys do not work. The words in quotes are a command.</extracomment>
        <translation>このデスクトップはどのプログラムにもキーを渡しません。デスクトップの設定で、ショートカットに「coffret --quick」を割り当ててください。</translation>
    </message>
    <message>
        <source>The desktop does not give these keys. Allow them in its own settings, or choose others here.</source>
        <extracomment>Below a setting: why chosen keys do not work.</extracomment>
        <translation>デスクトップがこのキーを渡しません。デスクトップの設定で許可するか、ここでほかのキーを選んでください。</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Changes work at once and are kept.</source>
        <extracomment>Beside the buttons of the settings</extracomment>
        <translation>変更はすぐに反映され、保存されます。</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>Heading of the settings</extracomment>
        <translation>設定</translation>
    </message>
    <message>
        <source>Search settings</source>
        <extracomment>Name of the field that searches the settings</extracomment>
        <translation>設定を検索</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>In the empty field that searches the settings</extracomment>
        <translation>検索</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a sheet</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Settings of one account are in its options.</source>
        <extracomment>In place of the settings</extracomment>
        <translation>個々のアカウントの設定は、そのアカウントのオプションにあります。</translation>
    </message>
    <message>
        <source>No setting is about that</source>
        <extracomment>In place of the settings</extracomment>
        <translation>該当する設定はありません</translation>
    </message>
</context>
<context>
    <name>SetupFooter</name>
    <message>
        <source>Import and sign in</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>インポートしてサインイン</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Working…</source>
        <extracomment>Beside the button while the program waits for the server or for gpg</extracomment>
        <translation>処理中…</translation>
    </message>
    <message>
        <source>Not with another key than the one in your account kit</source>
        <extracomment>Beside the button that goes on, which cannot be pressed</extracomment>
        <translation>アカウントキットの鍵以外は使えません</translation>
    </message>
    <message>
        <source>Show my secrets</source>
        <extracomment>Buttons of the setup screens</extracomment>
        <translation>シークレットを表示</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
</context>
<context>
    <name>SharedKeySheet</name>
    <message>
        <source>Names and details of shared secrets are encrypted for this key. Whoever made it can read all that is written with it, so compare its fingerprint with an administrator, over another way than this server.</source>
        <extracomment>Below the heading, when the server names a new shared key</extracomment>
        <translation>共有されたシークレットの名前と詳細情報は、この鍵で暗号化されます。鍵を作成した人は、この鍵で書き込まれるものをすべて読めます。このサーバーとは別の手段で、フィンガープリントを管理者と照合してください。</translation>
    </message>
    <message>
        <source>A new shared key</source>
        <extracomment>Heading, when the server names a new shared key</extracomment>
        <translation>新しい共有鍵</translation>
    </message>
    <message>
        <source>Not now</source>
        <extracomment>Button: a new shared key is not accepted</extracomment>
        <translation>後で</translation>
    </message>
    <message>
        <source>Accept</source>
        <extracomment>Button: accepts a new shared key</extracomment>
        <translation>承認</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <extracomment>Above the fingerprint of the shared key that was accepted before</extracomment>
        <translation>以前に承認</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Above the fingerprint of a new shared key</extracomment>
        <translation>新しい鍵</translation>
    </message>
    <message>
        <source>I compared the new fingerprint with an administrator</source>
        <extracomment>Beside a box to be checked before a new shared key can be accepted</extracomment>
        <translation>新しいフィンガープリントを管理者と照合しました</translation>
    </message>
</context>
<context>
    <name>ShowcaseButtons</name>
    <message>
        <source>Copy %1 as…</source>
        <extracomment>Name of the button on a field that offers ways to copy it. %1 is the field&apos;s label, for example Token</extracomment>
        <translation>形式を選んで%1をコピー…</translation>
    </message>
    <message>
        <source>Show %1 as QR code</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1を QR コードで表示</translation>
    </message>
    <message>
        <source>Show %1 in large type</source>
        <extracomment>Name of the button on a field. %1 is the field&apos;s label, for example Password</extracomment>
        <translation>%1を大きな文字で表示</translation>
    </message>
</context>
<context>
    <name>ShowcaseSheet</name>
    <message>
        <source>Close</source>
        <extracomment>Button that closes a value in large type or a QR code</extracomment>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>This value is too long for a QR code.</source>
        <extracomment>In place of a QR code</extracomment>
        <translation>この値は QR コードにするには長すぎます。</translation>
    </message>
    <message>
        <source>Show it anyway</source>
        <extracomment>Button: shows a value as a QR code whose signature is missing or not expected</extracomment>
        <translation>それでも表示</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>All secrets</source>
        <extracomment>Smart list in the sidebar: every secret of the account.</extracomment>
        <translation>すべてのシークレット</translation>
    </message>
    <message>
        <source>Favourites</source>
        <extracomment>Smart list in the sidebar.</extracomment>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Recent</source>
        <extracomment>Smart list in the sidebar: the secrets that were changed last.</extracomment>
        <translation>最近の変更</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Smart list in the sidebar: secrets that the user has checked out at present.</extracomment>
        <translation>借用中</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Smart list in the sidebar: secrets that belong to somebody else.</extracomment>
        <translation>自分と共有</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Smart list in the sidebar: secrets that have expired or soon will.</extracomment>
        <translation>期限間近</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Smart list in the sidebar: secrets with a signature problem, an unknown type, without a value and so on.</extracomment>
        <translation>要確認</translation>
    </message>
</context>
<context>
    <name>SidebarFooter</name>
    <message>
        <source>Ctrl+R</source>
        <extracomment>Key that syncs, beside the button&apos;s name</extracomment>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Sync now</source>
        <extracomment>Name of the button that fetches the lists again</extracomment>
        <translation>今すぐ同期</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <extracomment>Key that locks, beside the button&apos;s name</extracomment>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Name of the button that locks every account</extracomment>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Menu</source>
        <extracomment>Name of the button that opens the program&apos;s menu</extracomment>
        <translation>メニュー</translation>
    </message>
</context>
<context>
    <name>SidebarHeading</name>
    <message>
        <source>Types</source>
        <extracomment>Headings in the sidebar</extracomment>
        <translation>種類</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>フォルダー</translation>
    </message>
</context>
<context>
    <name>SidebarRow</name>
    <message numerus="yes">
        <source>%1, %n secret(s)</source>
        <extracomment>Accessible name of a row of the sidebar: its name and how many secrets it holds</extracomment>
        <translation>
            <numerusform>%1、シークレット %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Level %1, %2 of %3</source>
        <extracomment>Accessible description of a row of the tree. %1 is its depth, 1 at the top; it is number %2 of %3 there</extracomment>
        <translation>レベル %1、%3 個中 %2 個目</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, expanded</source>
        <extracomment>The same, of a row with others below it that are shown</extracomment>
        <translation>レベル %1、%3 個中 %2 個目、展開中</translation>
    </message>
    <message>
        <source>Level %1, %2 of %3, collapsed</source>
        <extracomment>The same, of a row with others below it that are hidden</extracomment>
        <translation>レベル %1、%3 個中 %2 個目、折りたたみ</translation>
    </message>
</context>
<context>
    <name>SidebarTree</name>
    <message>
        <source>Lists and folders</source>
        <extracomment>Accessible name of the tree in the sidebar</extracomment>
        <translation>リストとフォルダー</translation>
    </message>
</context>
<context>
    <name>SshKeyFacts</name>
    <message>
        <source>Comment %1</source>
        <extracomment>What a screen reader says before the comment of an SSH key</extracomment>
        <translation>コメント %1</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <extracomment>What a screen reader says before a fingerprint</extracomment>
        <translation>フィンガープリント %1</translation>
    </message>
    <message>
        <source>Its type and fingerprint are seen when it is opened.</source>
        <extracomment>In place of an SSH key&apos;s type and fingerprint</extracomment>
        <translation>種類とフィンガープリントは、開くと表示されます。</translation>
    </message>
</context>
<context>
    <name>SshKeyHelper</name>
    <message>
        <source>About this key</source>
        <extracomment>Accessible name of the part of a form that says what a private key is</extracomment>
        <translation>この鍵について</translation>
    </message>
    <message>
        <source>Looking at the key…</source>
        <extracomment>Under a private key in a form, for a moment</extracomment>
        <translation>鍵を確認中…</translation>
    </message>
    <message>
        <source>Add the passphrase</source>
        <extracomment>Button: a field for the passphrase is added to the form</extracomment>
        <translation>パスフレーズを追加</translation>
    </message>
    <message>
        <source>Servers that have it do not let the private key in.</source>
        <extracomment>After the sentence that the public key in a form belongs to another key</extracomment>
        <translation>この公開鍵を登録したサーバーには、この秘密鍵では入れません。</translation>
    </message>
    <message>
        <source>The public key below does not belong to this private key.</source>
        <extracomment>About the two halves of an SSH key in a form</extracomment>
        <translation>下の公開鍵は、この秘密鍵のものではありません。</translation>
    </message>
    <message>
        <source>Put in the right one</source>
        <extracomment>Button: the public key that belongs to the private one takes the other&apos;s place</extracomment>
        <translation>正しい公開鍵に置き換え</translation>
    </message>
    <message>
        <source>Its passphrase is removed as well. Nothing is saved yet.</source>
        <extracomment>After the question whether to put the key of a file in the place of another</extracomment>
        <translation>今のパスフレーズも消去されます。まだ何も保存されません。</translation>
    </message>
    <message>
        <source>Replace the private key that is here by the one in the file?</source>
        <extracomment>Question: a file with a private key was chosen, and the form has one already</extracomment>
        <translation>ここにある秘密鍵を、ファイルの鍵に置き換えますか？</translation>
    </message>
    <message>
        <source>Replace it</source>
        <extracomment>Button: puts another key in the place of the one in the form</extracomment>
        <translation>置き換え</translation>
    </message>
    <message>
        <source>Keep it</source>
        <extracomment>Button: the key in the form stays</extracomment>
        <translation>残す</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <extracomment>Button: takes a private key from a file</extracomment>
        <translation>ファイルを選択…</translation>
    </message>
    <message>
        <source>Generate key…</source>
        <extracomment>Button: makes a new SSH key</extracomment>
        <translation>鍵を生成…</translation>
    </message>
    <message>
        <source>or paste it, or drop its file here</source>
        <extracomment>Beside the buttons that choose or make a private key</extracomment>
        <translation>または貼り付けるか、ファイルをここにドロップ</translation>
    </message>
    <message>
        <source>Private keys (id_* *.pem *.key *.ppk)</source>
        <extracomment>Entry of the file type list in a key&apos;s file dialog</extracomment>
        <translation>秘密鍵 (id_* *.pem *.key *.ppk)</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>Title of a file dialog</extracomment>
        <translation>秘密鍵</translation>
    </message>
</context>
<context>
    <name>SshKeyPane</name>
    <message>
        <source>SSH key</source>
        <extracomment>Accessible name of the part about an SSH key</extracomment>
        <translation>SSH 鍵</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <extracomment>Button: uses a key whose signature is missing or not expected</extracomment>
        <translation>それでも使う</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <extracomment>Button: does not use a key</extracomment>
        <translation>使わない</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>Button: copies the public half of an SSH key</extracomment>
        <translation>公開鍵をコピー</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>Button: asks for how long a key goes into the SSH agent, whose name is ssh-agent</extracomment>
        <translation>ssh-agent に追加…</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>Button: takes a key out of the SSH agent</extracomment>
        <translation>ssh-agent から削除</translation>
    </message>
</context>
<context>
    <name>SshKeySheet</name>
    <message>
        <source>It is made on this computer and goes into the form; nothing is saved before you save.</source>
        <extracomment>Under the heading of the sheet that makes an SSH key</extracomment>
        <translation>鍵はこのコンピューターで生成され、フォームに入ります。自分で保存するまで、何も保存されません。</translation>
    </message>
    <message>
        <source>Generate an SSH key</source>
        <extracomment>Heading of the sheet that makes an SSH key</extracomment>
        <translation>SSH 鍵を生成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Generating…</source>
        <extracomment>Buttons that make an SSH key: while it is made, in the place of another, and else</extracomment>
        <translation>生成中…</translation>
    </message>
    <message>
        <source>Generate and replace</source>
        <translation>生成して置き換え</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Servers that know only the old one do not let the new one in.</source>
        <extracomment>After the sentence that a private key is replaced</extracomment>
        <translation>古い鍵だけを登録したサーバーには、新しい鍵では入れません。</translation>
    </message>
    <message>
        <source>The new key takes the place of the one in the form.</source>
        <extracomment>Warning in the sheet that makes an SSH key</extracomment>
        <translation>フォームの鍵が、新しい鍵に置き換わります。</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>Accessible name of the choice of a type of SSH key</extracomment>
        <translation>種類</translation>
    </message>
    <message>
        <source>Ends the public key, so that people see whose it is.</source>
        <extracomment>Help under the comment of an SSH key that is made</extracomment>
        <translation>公開鍵の末尾に付き、誰の鍵か分かるようにします。</translation>
    </message>
    <message>
        <source>Comment</source>
        <extracomment>Label of the comment of an SSH key that is made</extracomment>
        <translation>コメント</translation>
    </message>
    <message>
        <source>Optional: encrypts the key once more. It is kept in the passphrase field of this secret.</source>
        <extracomment>Help under the passphrase of an SSH key that is made</extracomment>
        <translation>任意：鍵をさらに暗号化します。パスフレーズは、このシークレットのパスフレーズ欄に保存されます。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <extracomment>Label of the passphrase of an SSH key that is made</extracomment>
        <translation>パスフレーズ</translation>
    </message>
</context>
<context>
    <name>SshKeySummary</name>
    <message>
        <source>%1 – %2</source>
        <extracomment>What a private key in a form is. %1 is its type, %2 the comment in it</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Fingerprint %1</source>
        <extracomment>What a screen reader says before a fingerprint</extracomment>
        <translation>フィンガープリント %1</translation>
    </message>
</context>
<context>
    <name>SshKeyTexts</name>
    <message>
        <source>%1, %2 bits</source>
        <extracomment>What an SSH key is. %1 is the name of its type, for example Ed25519 or RSA; there are always many bits.</extracomment>
        <translation>%1、%2 ビット</translation>
    </message>
    <message>
        <source>This is not a private key.</source>
        <extracomment>About what was pasted or chosen as an SSH key. Here and below: what it is, then the next step.</extracomment>
        <translation>秘密鍵ではありません。</translation>
    </message>
    <message>
        <source>Paste all of the file, with its first and last line, or choose the file itself.</source>
        <translation>最初と最後の行を含めてファイル全体を貼り付けるか、ファイル自体を選択してください。</translation>
    </message>
    <message>
        <source>This is the public half of a key.</source>
        <translation>これは公開鍵です。</translation>
    </message>
    <message>
        <source>The private half belongs here: the file of the same name without “.pub”.</source>
        <translation>ここには秘密鍵が必要です。同じ名前で「.pub」の付かないファイルです。</translation>
    </message>
    <message>
        <source>This is a certificate, not a private key.</source>
        <translation>これは証明書です。秘密鍵ではありません。</translation>
    </message>
    <message>
        <source>Choose the private key that the certificate was made for.</source>
        <translation>証明書の対象となった秘密鍵を選択してください。</translation>
    </message>
    <message>
        <source>This is an OpenPGP key, not an SSH key.</source>
        <translation>これは OpenPGP 鍵です。SSH 鍵ではありません。</translation>
    </message>
    <message>
        <source>Keep it in GnuPG. For SSH, generate a key here or choose another file.</source>
        <translation>この鍵は GnuPG で管理してください。SSH 用には、ここで鍵を生成するか、別のファイルを選択してください。</translation>
    </message>
    <message>
        <source>This private key is damaged or not complete.</source>
        <translation>この秘密鍵は壊れているか、不完全です。</translation>
    </message>
    <message>
        <source>Paste all of the file, from its first to its last line.</source>
        <translation>最初の行から最後の行まで、ファイル全体を貼り付けてください。</translation>
    </message>
    <message>
        <source>This is too large for a private key.</source>
        <translation>秘密鍵としては大きすぎます。</translation>
    </message>
    <message>
        <source>Choose the file that has the key and nothing else.</source>
        <translation>鍵だけが入ったファイルを選択してください。</translation>
    </message>
    <message>
        <source>This key is of a security key (FIDO), and of no use without it.</source>
        <translation>この鍵はセキュリティキー（FIDO）に対応するもので、セキュリティキーがないと使えません。</translation>
    </message>
    <message>
        <source>It can be kept here as it is. To use it, load it with ssh-add.</source>
        <translation>このまま保管できます。使うときは、ssh-add で読み込んでください。</translation>
    </message>
    <message>
        <source>This is a DSA key, which SSH does not accept any more.</source>
        <translation>これは DSA 鍵です。SSH では使えなくなっています。</translation>
    </message>
    <message>
        <source>Generate an Ed25519 key, and put its public key where the old one was.</source>
        <translation>Ed25519 鍵を生成し、古い公開鍵のあった場所に新しい公開鍵を登録してください。</translation>
    </message>
    <message>
        <source>Coffret cannot read this kind of key.</source>
        <translation>Coffret はこの種類の鍵を読み取れません。</translation>
    </message>
    <message>
        <source>It can be kept here as it is. “ssh-keygen -p -f FILE” writes many keys in a form that can be read.</source>
        <translation>このまま保管できます。「ssh-keygen -p -f FILE」を使うと、多くの鍵を読み取れる形式に変換できます。</translation>
    </message>
    <message>
        <source>This key is in PuTTY&apos;s format, and puttygen is not installed.</source>
        <translation>この鍵は PuTTY 形式ですが、puttygen がインストールされていません。</translation>
    </message>
    <message>
        <source>Install the package putty-tools, then paste the key again.</source>
        <translation>putty-tools パッケージをインストールしてから、鍵を貼り付け直してください。</translation>
    </message>
    <message>
        <source>This key is encrypted with a passphrase.</source>
        <translation>この鍵はパスフレーズで暗号化されています。</translation>
    </message>
    <message>
        <source>Enter the passphrase to see that the key is whole.</source>
        <translation>パスフレーズを入力すると、鍵に欠損がないか確認できます。</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key.</source>
        <translation>このパスフレーズでは秘密鍵を開けません。</translation>
    </message>
    <message>
        <source>Look for capital letters and the keyboard layout, or whether it belongs to another key.</source>
        <translation>大文字と小文字、キーボードレイアウト、別の鍵のパスフレーズでないかを確認してください。</translation>
    </message>
    <message>
        <source>The SSH agent takes no key that asks before each use.</source>
        <translation>この SSH エージェントでは、使用のたびに確認する鍵は追加できません。</translation>
    </message>
    <message>
        <source>Add the key without “Confirm each use”, or start the ssh-agent of OpenSSH.</source>
        <translation>「使用のたびに確認する」をオフにして追加するか、OpenSSH の ssh-agent を起動してください。</translation>
    </message>
    <message>
        <source>The agent is gpg-agent, which would keep the key on disk for good.</source>
        <translation>エージェントが gpg-agent のため、鍵がディスクに保存されたままになります。</translation>
    </message>
    <message>
        <source>Start the ssh-agent of OpenSSH, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>OpenSSH の ssh-agent を起動し、SSH_AUTH_SOCK がそれを指すようにしてから、Coffret を起動し直してください。</translation>
    </message>
    <message>
        <source>The SSH agent does not answer.</source>
        <translation>SSH エージェントが応答しません。</translation>
    </message>
    <message>
        <source>Look for a window in which it asks something, then try again.</source>
        <translation>エージェントが確認を求めているウィンドウを探してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>What SSH_AUTH_SOCK names is not an SSH agent.</source>
        <translation>SSH_AUTH_SOCK が指しているものは、SSH エージェントではありません。</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>ssh-agent を起動し、SSH_AUTH_SOCK がそれを指すようにしてから、Coffret を起動し直してください。</translation>
    </message>
    <message>
        <source>The agent has this key already, and not from Coffret.</source>
        <translation>エージェントにはすでにこの鍵がありますが、Coffret が追加したものではありません。</translation>
    </message>
    <message>
        <source>It can be used as it is. To have Coffret limit it, take it out with “ssh-add -d” first.</source>
        <translation>そのまま使えます。Coffret で制限するには、先に「ssh-add -d」で鍵を取り除いてください。</translation>
    </message>
</context>
<context>
    <name>StepMarks</name>
    <message>
        <source>Step %1 of %2</source>
        <extracomment>Accessible name of the setup&apos;s progress. %1 and %2 are numbers</extracomment>
        <translation>全 %2 ステップ中の %1</translation>
    </message>
</context>
<context>
    <name>StrengthBar</name>
    <message>
        <source>Strength: %1. %2</source>
        <extracomment>What a screen reader says of a password. %1 is a word such as Strong, %2 a sentence about how long guessing takes</extracomment>
        <translation>強度：%1。%2</translation>
    </message>
</context>
<context>
    <name>StrengthTexts</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of seconds.</extracomment>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of minutes.</extracomment>
        <translation>
            <numerusform>%n 分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of hours.</extracomment>
        <translation>
            <numerusform>%n 時間</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of days.</extracomment>
        <translation>
            <numerusform>%n 日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of months.</extracomment>
        <translation>
            <numerusform>%n か月</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <extracomment>How long guessing a password takes. %n is a number of years, at most 100.</extracomment>
        <translation>
            <numerusform>%n 年</numerusform>
        </translation>
    </message>
    <message>
        <source>Very weak</source>
        <extracomment>How strong a password is, the first of five.</extracomment>
        <translation>とても弱い</translation>
    </message>
    <message>
        <source>Weak</source>
        <extracomment>How strong a password is, the second of five.</extracomment>
        <translation>弱い</translation>
    </message>
    <message>
        <source>Fair</source>
        <extracomment>How strong a password is, the third of five.</extracomment>
        <translation>普通</translation>
    </message>
    <message>
        <source>Strong</source>
        <extracomment>How strong a password is, the fourth of five.</extracomment>
        <translation>強い</translation>
    </message>
    <message>
        <source>Very strong</source>
        <extracomment>How strong a password is, the last of five.</extracomment>
        <translation>とても強い</translation>
    </message>
    <message>
        <source>Guessed at once from a stolen copy.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>コピーを盗まれると、すぐに推測されます。</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes centuries.</source>
        <extracomment>How long guessing a password takes.</extracomment>
        <translation>盗まれたコピーから推測するには、数百年かかります。</translation>
    </message>
    <message>
        <source>Guessing it from a stolen copy takes about %1.</source>
        <extracomment>How long guessing a password takes. %1 is a time, such as &quot;3 hours&quot;.</extracomment>
        <translation>盗まれたコピーから推測するには、約 %1かかります。</translation>
    </message>
    <message>
        <source>%1 bits of entropy</source>
        <extracomment>How many equally likely passwords there are, as the exponent of two. %1 is a number such as 131.1</extracomment>
        <translation>エントロピー %1 ビット</translation>
    </message>
</context>
<context>
    <name>SymbolPopup</name>
    <message>
        <source>Symbol</source>
        <extracomment>Heading above the symbols a secret can have</extracomment>
        <translation>アイコン</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>Accessible name of the grid of symbols a secret can have</extracomment>
        <translation>アイコン</translation>
    </message>
    <message>
        <source>Colour</source>
        <extracomment>Heading above the colours a secret can have</extracomment>
        <translation>色</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>Accessible name of the row of colours a secret can have</extracomment>
        <translation>色</translation>
    </message>
</context>
<context>
    <name>SymbolTexts</name>
    <message>
        <source>Key</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Globe</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>地球</translation>
    </message>
    <message>
        <source>Person</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>人物</translation>
    </message>
    <message>
        <source>Speech bubble</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>吹き出し</translation>
    </message>
    <message>
        <source>Envelope</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>封筒</translation>
    </message>
    <message>
        <source>Inbox</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>受信箱</translation>
    </message>
    <message>
        <source>Phone</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>電話</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Database</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Terminal</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>端末</translation>
    </message>
    <message>
        <source>Screen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>画面</translation>
    </message>
    <message>
        <source>Printer</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>プリンター</translation>
    </message>
    <message>
        <source>Chip</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>チップ</translation>
    </message>
    <message>
        <source>Disc</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>ディスク</translation>
    </message>
    <message>
        <source>Camera</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Connection</source>
        <extracomment>Symbol a secret can have: a plug, a link between two things.</extracomment>
        <translation>接続</translation>
    </message>
    <message>
        <source>Gear</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>歯車</translation>
    </message>
    <message>
        <source>Tool</source>
        <extracomment>Symbol a secret can have: a spanner.</extracomment>
        <translation>工具</translation>
    </message>
    <message>
        <source>Energy</source>
        <extracomment>Symbol a secret can have: a flash of lightning.</extracomment>
        <translation>電気</translation>
    </message>
    <message>
        <source>Programs</source>
        <extracomment>Symbol a secret can have: several things on top of each other.</extracomment>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Run</source>
        <extracomment>Symbol a secret can have: a triangle that starts something.</extracomment>
        <translation>実行</translation>
    </message>
    <message>
        <source>Bank</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>銀行</translation>
    </message>
    <message>
        <source>House</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>家</translation>
    </message>
    <message>
        <source>Box</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>箱</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>File</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Book</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>本</translation>
    </message>
    <message>
        <source>Pen</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>ペン</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>錠</translation>
    </message>
    <message>
        <source>Open lock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>開いた錠</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>時計</translation>
    </message>
    <message>
        <source>Flag</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>旗</translation>
    </message>
    <message>
        <source>Star</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>星</translation>
    </message>
    <message>
        <source>Tick</source>
        <extracomment>Symbol a secret can have.</extracomment>
        <translation>チェック</translation>
    </message>
    <message>
        <source>Warning</source>
        <extracomment>Symbol a secret can have: a triangle with an exclamation mark.</extracomment>
        <translation>警告</translation>
    </message>
    <message>
        <source>Cross</source>
        <extracomment>Symbol a secret can have: a circle with a cross.</extracomment>
        <translation>バツ</translation>
    </message>
    <message>
        <source>Information</source>
        <extracomment>Symbol a secret can have: a circle with the letter i.</extracomment>
        <translation>情報</translation>
    </message>
    <message>
        <source>Rubbish</source>
        <extracomment>Symbol a secret can have: a bin.</extracomment>
        <translation>ごみ箱</translation>
    </message>
    <message>
        <source>As its type</source>
        <extracomment>Symbol of a secret: not one of its own, but that of all logins, notes and so on.</extracomment>
        <translation>種類に合わせる</translation>
    </message>
    <message>
        <source>Red</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>赤</translation>
    </message>
    <message>
        <source>Orange</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>オレンジ</translation>
    </message>
    <message>
        <source>Yellow</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>黄</translation>
    </message>
    <message>
        <source>Green</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>緑</translation>
    </message>
    <message>
        <source>Teal</source>
        <extracomment>Colour behind a secret&apos;s symbol: between green and blue.</extracomment>
        <translation>青緑</translation>
    </message>
    <message>
        <source>Blue</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>青</translation>
    </message>
    <message>
        <source>Purple</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>紫</translation>
    </message>
    <message>
        <source>Grey</source>
        <extracomment>Colour behind a secret&apos;s symbol.</extracomment>
        <translation>グレー</translation>
    </message>
</context>
<context>
    <name>TagChip</name>
    <message>
        <source>Remove tag %1</source>
        <extracomment>Name of the button that takes a tag off a secret. %1 is the tag</extracomment>
        <translation>タグ「%1」を外す</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>New tag</source>
        <extracomment>Label of the field for a new tag</extracomment>
        <translation>新しいタグ</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Login</source>
        <extracomment>A type of secret.</extracomment>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>SSH 鍵</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>A type of secret.</extracomment>
        <translation>メモ</translation>
    </message>
    <message>
        <source>API key</source>
        <extracomment>A type of secret.</extracomment>
        <translation>API キー</translation>
    </message>
    <message>
        <source>Certificate</source>
        <extracomment>A type of secret.</extracomment>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Other</source>
        <extracomment>A type of secret that this version does not know.</extracomment>
        <translation>その他</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>SSH 鍵</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>メモ</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>API キー</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Sidebar: every secret of this type.</extracomment>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Other types</source>
        <extracomment>Sidebar: secrets of types that this version does not know.</extracomment>
        <translation>その他の種類</translation>
    </message>
    <message>
        <source>User name, password, one-time code</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>ユーザー名、パスワード、ワンタイムコード</translation>
    </message>
    <message>
        <source>Private key and passphrase</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>秘密鍵とパスフレーズ</translation>
    </message>
    <message>
        <source>Any text, encrypted</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>暗号化された任意のテキスト</translation>
    </message>
    <message>
        <source>Access token of a service</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>サービスのアクセストークン</translation>
    </message>
    <message>
        <source>Certificate with its private key</source>
        <extracomment>Under a type of secret to choose from: what is kept in one.</extracomment>
        <translation>証明書とその秘密鍵</translation>
    </message>
    <message>
        <source>Locked</source>
        <extracomment>State of an account.</extracomment>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <extracomment>State of an account.</extracomment>
        <translation>サインイン中…</translation>
    </message>
    <message>
        <source>Second factor needed</source>
        <extracomment>State of an account.</extracomment>
        <translation>二要素認証が必要</translation>
    </message>
    <message>
        <source>Loading…</source>
        <extracomment>State of an account.</extracomment>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>State of an account.</extracomment>
        <translation>利用可能</translation>
    </message>
    <message>
        <source>Could not be opened</source>
        <extracomment>State of an account.</extracomment>
        <translation>開けませんでした</translation>
    </message>
    <message>
        <source>Out of date or out of place</source>
        <extracomment>Marker in the list: the server sent something older, or something of another secret.</extracomment>
        <translation>古い、または別のもののデータ</translation>
    </message>
    <message>
        <source>Waiting for the shared key</source>
        <extracomment>Marker in the list: details are encrypted with a shared key that an administrator has yet to give the user.</extracomment>
        <translation>共有鍵を待っています</translation>
    </message>
    <message>
        <source>Details cannot be decrypted</source>
        <extracomment>Marker in the list: name and details of this secret could not be decrypted.</extracomment>
        <translation>詳細情報を復号できません</translation>
    </message>
    <message>
        <source>Signature not verified</source>
        <extracomment>Marker in the list: name and details carry no valid signature of an expected person.</extracomment>
        <translation>署名を検証できません</translation>
    </message>
    <message>
        <source>Signature of the values not verified</source>
        <extracomment>Marker in the list: the values, when last opened, carried no valid signature of an expected person.</extracomment>
        <translation>値の署名を検証できません</translation>
    </message>
    <message>
        <source>Signature of a tag not verified</source>
        <extracomment>Marker in the list: the encrypted name of a tag carries no valid signature of an expected person.</extracomment>
        <translation>タグの署名を検証できません</translation>
    </message>
    <message>
        <source>Unknown type, read only</source>
        <extracomment>Marker in the list: this version does not know the type, so the secret can only be read.</extracomment>
        <translation>不明な種類、読み取り専用</translation>
    </message>
    <message>
        <source>No value set</source>
        <extracomment>Marker in the list.</extracomment>
        <translation>値が未設定</translation>
    </message>
    <message>
        <source>This was seen before as an older value, or as another secret&apos;s. The server may have changed it without anybody&apos;s signature.</source>
        <extracomment>Below a value whose signature may be good.</extracomment>
        <translation>以前、古い値として、または別のシークレットの値として表示されたものです。サーバーが誰の署名もなしに変更した可能性があります。</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted: the server can read it.</source>
        <extracomment>Below a secret of a vault without end-to-end encryption.</extracomment>
        <translation>エンドツーエンドで暗号化されていません。サーバーが内容を読めます。</translation>
    </message>
    <message>
        <source>Signed by %1.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>%1 さんの署名があります。</translation>
    </message>
    <message>
        <source>Signed by %1, who was not expected to have written this.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>%1 さんの署名がありますが、この内容を書くはずのない人物です。</translation>
    </message>
    <message>
        <source>Signed with a key that is not known here.</source>
        <translation>ここで知られていない鍵で署名されています。</translation>
    </message>
    <message>
        <source>Not signed: who wrote this cannot be told.</source>
        <translation>署名がないため、誰が書いたか分かりません。</translation>
    </message>
    <message>
        <source>The signature does not fit the content.</source>
        <translation>署名が内容と一致しません。</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that has expired.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>%1 さんの、期限切れの鍵で署名されています。</translation>
    </message>
    <message>
        <source>Signed by %1 with a key that was revoked.</source>
        <extracomment>%1 is the name of a person from an OpenPGP key.</extracomment>
        <translation>%1 さんの、失効した鍵で署名されています。</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values</source>
        <extracomment>Why a value cannot be copied.</extracomment>
        <translation>管理者が値のコピーを許可していません</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>管理者が値の表示を許可していません</translation>
    </message>
    <message>
        <source>just now</source>
        <extracomment>A moment less than a minute ago.</extracomment>
        <translation>たった今</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <extracomment>Short for minutes.</extracomment>
        <translation>
            <numerusform>%n 分前</numerusform>
        </translation>
    </message>
    <message>
        <source>today %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>今日 %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <extracomment>%1 is a time of day.</extracomment>
        <translation>昨日 %1</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Expires today</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>今日で期限切れ</translation>
    </message>
    <message>
        <source>Expires tomorrow</source>
        <extracomment>Said of a secret in a list.</extracomment>
        <translation>明日で期限切れ</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n days</source>
        <extracomment>Said of a secret in a list. %n is at least 2.</extracomment>
        <translation>
            <numerusform>あと %n 日で期限切れ</numerusform>
        </translation>
    </message>
    <message>
        <source>Presentation mode is on: values can be copied, but are not shown</source>
        <extracomment>Why a value cannot be shown on the screen.</extracomment>
        <translation>プレゼンテーションモードのため、値はコピーできますが、表示されません</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>words</comment>
        <extracomment>A list of words: %1 is all before, %2 is one more.</extracomment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>sentences</comment>
        <extracomment>Two sentences, one after the other: between them what the language has there, which may be nothing.</extracomment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>Last changed</source>
        <extracomment>A way to sort a list: what was changed last comes first</extracomment>
        <translation>更新順</translation>
    </message>
    <message>
        <source>Newest</source>
        <extracomment>A way to sort a list: what was made last comes first</extracomment>
        <translation>新しい順</translation>
    </message>
    <message>
        <source>Expiring first</source>
        <extracomment>A way to sort a list: what expires soonest comes first</extracomment>
        <translation>有効期限順</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>A way to sort a list: logins, SSH keys, notes ...</extracomment>
        <translation>種類</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>A way to sort a list: by name, and in search results by how well they match</extracomment>
        <translation>名前</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>Two facts beside each other in one line: whose and where. Each may consist of several itself.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Whether it is the latest value, and this secret&apos;s, is not known: the file with what was seen before cannot be read.</source>
        <extracomment>Below a value, after a sentence about its signature. The file is one of Coffret&apos;s own, on this computer.</extracomment>
        <translation>最新の値かどうか、またこのシークレットの値かどうかは分かりません。以前に見たものを記録したファイルが読めません。</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message numerus="yes">
        <source>%1. Clears in %n s</source>
        <extracomment>Message after copying. %1 is what happened (for example Password copied), %n the seconds until the clipboard is emptied</extracomment>
        <translation>
            <numerusform>%1。あと %n 秒で消去</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear now</source>
        <extracomment>Button in the message after copying: empties the clipboard at once</extracomment>
        <translation>今すぐ消去</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <extracomment>Button that closes a message</extracomment>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>TokenMenu</name>
    <message>
        <source>Copy as Authorization header</source>
        <extracomment>Menu: copies an API key as a header of a request; &quot;Authorization&quot; stays as it is</extracomment>
        <translation>Authorization ヘッダーとしてコピー</translation>
    </message>
    <message>
        <source>Copy as export line</source>
        <extracomment>Menu: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word</extracomment>
        <translation>export 行としてコピー</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>Menu: copies a secret as a JSON object</extracomment>
        <translation>JSON としてコピー</translation>
    </message>
</context>
<context>
    <name>TokenStep</name>
    <message>
        <source>Tokens and passwords are kept in your system&apos;s keyring, never in a file of their own.</source>
        <extracomment>Sentence under the heading of the token screen</extracomment>
        <translation>トークンとパスワードは、独自のファイルではなく、システムのキーリングに保管されます。</translation>
    </message>
    <message>
        <source>Your access tokens</source>
        <extracomment>Heading of the token screen</extracomment>
        <translation>アクセストークン</translation>
    </message>
    <message>
        <source>Your access token</source>
        <translation>アクセストークン</translation>
    </message>
    <message>
        <source>With an access token</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>アクセストークンを使う</translation>
    </message>
    <message>
        <source>With user name and password</source>
        <extracomment>Choice: how to sign in</extracomment>
        <translation>ユーザー名とパスワードを使う</translation>
    </message>
    <message>
        <source>As on the server&apos;s portal in the browser.</source>
        <extracomment>Help under the field for the user name on the server&apos;s portal</extracomment>
        <translation>ブラウザーでサーバーのポータルに入るときと同じものです。</translation>
    </message>
    <message>
        <source>User name</source>
        <extracomment>Label of the field for the user name on the server&apos;s portal</extracomment>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Label of the field for the password on the server&apos;s portal</extracomment>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Made in the dashboard under Settings, API Access, with the Read scope.</source>
        <extracomment>Help under the token field: where to get one</extracomment>
        <translation>ダッシュボードの「Settings」＞「API Access」で、スコープ「Read」を付けて作成します。</translation>
    </message>
    <message>
        <source>Shown once by your appliance when the API key is made.</source>
        <translation>API キーの作成時に、アプライアンスが一度だけ表示します。</translation>
    </message>
    <message>
        <source>Read token</source>
        <extracomment>Label of the token field</extracomment>
        <translation>読み取り用トークン</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>アクセストークン</translation>
    </message>
    <message>
        <source>Only needed to change values. It cannot read them.</source>
        <extracomment>Help under the write token field</extracomment>
        <translation>値の変更にのみ必要です。値を読むことはできません。</translation>
    </message>
    <message>
        <source>Write token (optional)</source>
        <extracomment>Label of the write token field</extracomment>
        <translation>書き込み用トークン（任意）</translation>
    </message>
</context>
<context>
    <name>TrustStep</name>
    <message>
        <source>Sets the account up for the first time</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>アカウントを初めて設定します</translation>
    </message>
    <message>
        <source>Gets back to an account that is set up</source>
        <extracomment>Under the name of the person a link from an e-mail is for</extracomment>
        <translation>設定済みのアカウントに復帰します</translation>
    </message>
    <message>
        <source>Compare with what your administrator gave you. Coffret remembers it and stops if it ever changes.</source>
        <extracomment>Sentence under the heading of the screen that shows fingerprints</extracomment>
        <translation>管理者から受け取ったものと照合してください。Coffret はこれを記憶し、変わった場合は停止します。</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <extracomment>Heading of the screen that shows the server&apos;s fingerprints</extracomment>
        <translation>このサーバーで間違いありませんか？</translation>
    </message>
    <message>
        <source>Certificate, vouched for by an authority you trust</source>
        <extracomment>Above a certificate&apos;s fingerprint</extracomment>
        <translation>信頼する認証局が保証する証明書</translation>
    </message>
    <message>
        <source>Certificate that no authority you trust vouches for</source>
        <translation>信頼する認証局による保証のない証明書</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key, the same as in your account kit</source>
        <extracomment>Above a Passbolt server&apos;s key fingerprint; when it is the one an account kit names</extracomment>
        <translation>サーバーの OpenPGP 鍵（アカウントキットのものと同一）</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key</source>
        <translation>サーバーの OpenPGP 鍵</translation>
    </message>
    <message>
        <source>The key your account kit was made for</source>
        <extracomment>Above the fingerprint that an account kit names, when the server shows another one</extracomment>
        <translation>アカウントキットの作成対象となった鍵</translation>
    </message>
    <message>
        <source>Signing in works, but others would see what you sign now at a wrong time. Switch on automatic time, or set the clock.</source>
        <extracomment>Under the sentence that says how far this computer&apos;s clock is off</extracomment>
        <translation>サインインはできますが、今署名するものは、ほかの人には誤った時刻で表示されます。時刻の自動設定を有効にするか、時計を合わせてください。</translation>
    </message>
    <message>
        <source>Paste the SHA-256 fingerprint your administrator gave you, not the one shown above. If both agree, this certificate and no other is accepted.</source>
        <extracomment>Help under the field for the expected fingerprint of a certificate</extracomment>
        <translation>上に表示されているものではなく、管理者から受け取った SHA-256 フィンガープリントを貼り付けてください。両者が一致すれば、この証明書だけを承認します。</translation>
    </message>
    <message>
        <source>Expected fingerprint</source>
        <extracomment>Label of the field for the expected fingerprint</extracomment>
        <translation>期待されるフィンガープリント</translation>
    </message>
</context>
<context>
    <name>TypeChips</name>
    <message>
        <source>Filter by type</source>
        <extracomment>Accessible name of the row of filters above the list</extracomment>
        <translation>種類で絞り込む</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>Filter above the list: every type</extracomment>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Logins</source>
        <extracomment>Filter above the list</extracomment>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>SSH keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>SSH 鍵</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>Filter above the list</extracomment>
        <translation>メモ</translation>
    </message>
    <message>
        <source>API keys</source>
        <extracomment>Filter above the list</extracomment>
        <translation>API キー</translation>
    </message>
    <message>
        <source>Certificates</source>
        <extracomment>Filter above the list</extracomment>
        <translation>証明書</translation>
    </message>
</context>
<context>
    <name>TypeChoice</name>
    <message>
        <source>Types of secrets</source>
        <extracomment>Accessible name of the tiles that offer types of secrets</extracomment>
        <translation>シークレットの種類</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>Heading above the tiles that offer types of secrets</extracomment>
        <translation>新しいシークレット</translation>
    </message>
    <message>
        <source>Its type stays as you choose it here.</source>
        <extracomment>Under the heading. %1 is where the new secret goes</extracomment>
        <translation>ここで選んだ種類は、後から変更できません。</translation>
    </message>
    <message>
        <source>It goes to %1. Its type stays as you choose it here.</source>
        <translation>%1 に作成します。ここで選んだ種類は、後から変更できません。</translation>
    </message>
</context>
<context>
    <name>TypeMenuItem</name>
    <message>
        <source>Ctrl+Shift+V</source>
        <extracomment>Key that types a value into another window, in a menu</extracomment>
        <translation>Ctrl+Shift+V</translation>
    </message>
    <message>
        <source>Type into another window…</source>
        <extracomment>Menu of a secret: types its value into another program&apos;s window</extracomment>
        <translation>別のウィンドウに入力…</translation>
    </message>
</context>
<context>
    <name>TypeSheet</name>
    <message>
        <source>Type into another window</source>
        <extracomment>Heading of the sheet that types a value into another program&apos;s window</extracomment>
        <translation>別のウィンドウに入力</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>Button below a question</extracomment>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Type and press Enter</source>
        <extracomment>Button: types a value into another window and presses the Enter key behind it</extracomment>
        <translation>入力して Enter キーを押す</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>Buttons that type a value into another window: before and while it is opened, and after a warning</extracomment>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Type anyway</source>
        <translation>それでも入力</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>入力</translation>
    </message>
</context>
<context>
    <name>TypingWords</name>
    <message>
        <source>This desktop lets no program type into the windows of others. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>このデスクトップでは、どのプログラムもほかのプログラムのウィンドウに入力できません。代わりに値をコピーしてください。</translation>
    </message>
    <message>
        <source>This display lets no program type, because it has no XTEST. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. XTEST is a part of an X display.</extracomment>
        <translation>このディスプレイには XTEST がないため、どのプログラムも入力できません。代わりに値をコピーしてください。</translation>
    </message>
    <message>
        <source>This desktop lets no program type: its portal has no remote keyboard. Copy the value instead.</source>
        <extracomment>Why a value cannot be typed into another window. &quot;Portal&quot; is the part of a desktop that programs ask.</extracomment>
        <translation>このデスクトップのポータルにはリモートキーボードがないため、どのプログラムも入力できません。代わりに値をコピーしてください。</translation>
    </message>
    <message>
        <source>Nothing was typed: the value has characters that no key types.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>何も入力されていません。値に、どのキーでも入力できない文字があります。</translation>
    </message>
    <message>
        <source>Typing was stopped because a key was held down.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>キーが押されたままだったため、入力を中止しました。</translation>
    </message>
    <message>
        <source>Nothing was typed: the window did not get the keyboard back.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>何も入力されていません。ウィンドウにキーボード入力が戻りませんでした。</translation>
    </message>
    <message>
        <source>Typing was stopped because another window came to the front. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>別のウィンドウが前面に出たため、入力を中止しました。値の一部が入力されている可能性があります。</translation>
    </message>
    <message>
        <source>Typing was stopped because the keyboard layout changed. Part of the value may be there.</source>
        <extracomment>Why not all of a value was typed into another window.</extracomment>
        <translation>キーボードレイアウトが変わったため、入力を中止しました。値の一部が入力されている可能性があります。</translation>
    </message>
    <message>
        <source>Nothing was typed: the desktop did not allow it.</source>
        <extracomment>Why a value was not typed into another window.</extracomment>
        <translation>何も入力されていません。デスクトップが許可しませんでした。</translation>
    </message>
    <message>
        <source>Typing was stopped because the desktop broke it off.</source>
        <extracomment>Why a value was not typed into another window, or not all of it.</extracomment>
        <translation>デスクトップが打ち切ったため、入力を中止しました。</translation>
    </message>
    <message>
        <source>Types into the window in front once Coffret is out of the way</source>
        <extracomment>Asks before a value is typed, where Coffret cannot see other windows.</extracomment>
        <translation>入力先：Coffret が退いた後に前面にあるウィンドウ</translation>
    </message>
    <message>
        <source>Types into a window of %1</source>
        <extracomment>Asks before a value is typed. %1 is the name of a program, as it calls itself.</extracomment>
        <translation>入力先：%1 のウィンドウ</translation>
    </message>
    <message>
        <source>Types into: %1</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window.</extracomment>
        <translation>入力先：%1</translation>
    </message>
    <message>
        <source>Types into: %1 (%2)</source>
        <extracomment>Asks before a value is typed. %1 is the title of another program&apos;s window, %2 the program, as it calls itself.</extracomment>
        <translation>入力先：%1（%2）</translation>
    </message>
</context>
<context>
    <name>UpgradeMenuItem</name>
    <message>
        <source>Upgrade to encrypted details…</source>
        <extracomment>Menu of a secret: its name and addresses, in the clear on the server until now, are encrypted</extracomment>
        <translation>詳細情報を暗号化形式に移行…</translation>
    </message>
</context>
<context>
    <name>UpgradeTexts</name>
    <message>
        <source>The server keeps no copy of the key. Whoever runs it can no longer read them.</source>
        <extracomment>What encrypting names comes to: nobody but people with access knows them.</extracomment>
        <translation>サーバーに鍵の控えは残りません。サーバーの運用担当者は、内容を読めなくなります。</translation>
    </message>
    <message>
        <source>Those that only you can see are encrypted for you alone. For shared ones the server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to. &quot;Shared&quot; secrets are those that others can see as well.</extracomment>
        <translation>自分だけが見られるものは、自分だけに宛てて暗号化されます。共有されているものについては、サーバーに鍵の控えが残るため、サーバーの運用担当者は引き続き読めます。</translation>
    </message>
    <message>
        <source>The server keeps a copy of the key, so whoever runs it can still read them.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>サーバーに鍵の控えが残るため、サーバーの運用担当者は引き続き読めます。</translation>
    </message>
    <message>
        <source>Every secret you may change has encrypted details already.</source>
        <extracomment>Instead of encrypting names: there is none to encrypt.</extracomment>
        <translation>変更できるシークレットの詳細情報は、すべて暗号化済みです。</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) get encrypted details: name, user name, addresses, description.</source>
        <extracomment>What encrypting names comes to. %n is a number of secrets.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットの詳細情報（名前、ユーザー名、アドレス、説明）が暗号化されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>You sign these details with your key, as the list shows them now.</source>
        <extracomment>What encrypting names comes to: the person&apos;s OpenPGP key signs the details of every secret.</extracomment>
        <translation>現在一覧に表示されているとおりの詳細情報に、自分の鍵で署名します。</translation>
    </message>
    <message>
        <source>Type, dates, folder, tags, comments, and who has access stay readable for the server. Passwords and other values stay as they are.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>種類、日付、フォルダー、タグ、コメント、アクセスできる人は、引き続きサーバーが読めます。パスワードなどの値は変わりません。</translation>
    </message>
    <message>
        <source>Programs that do not know encrypted details no longer show these secrets. Coffret cannot turn this back.</source>
        <extracomment>What encrypting names comes to.</extracomment>
        <translation>暗号化された詳細情報に対応していないプログラムでは、これらのシークレットは表示されなくなります。Coffret では元に戻せません。</translation>
    </message>
    <message>
        <source>Encrypt the details of all secrets?</source>
        <translation>すべてのシークレットの詳細情報を暗号化しますか？</translation>
    </message>
    <message>
        <source>Encrypt the details of “%1”?</source>
        <translation>「%1」の詳細情報を暗号化しますか？</translation>
    </message>
    <message>
        <source>Encrypt details</source>
        <extracomment>Button: encrypts names and addresses.</extracomment>
        <translation>詳細情報を暗号化</translation>
    </message>
</context>
<context>
    <name>UriCard</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the web addresses of a secret</extracomment>
        <translation>アドレス</translation>
    </message>
</context>
<context>
    <name>UriEditor</name>
    <message>
        <source>Addresses</source>
        <extracomment>Label above the addresses of a secret in a form</extracomment>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Add address</source>
        <extracomment>Button below the addresses of a secret</extracomment>
        <translation>アドレスを追加</translation>
    </message>
</context>
<context>
    <name>UriEditorRow</name>
    <message>
        <source>Address %1</source>
        <extracomment>Accessible name of the field for an address. %1 is its number</extracomment>
        <translation>アドレス %1</translation>
    </message>
    <message>
        <source>https://example.com</source>
        <extracomment>Example in an empty field for an address; keep the address</extracomment>
        <translation>https://example.com</translation>
    </message>
    <message>
        <source>Remove address %1</source>
        <extracomment>Name of the button that takes an address out of a form. %1 is its number</extracomment>
        <translation>アドレス %1 を削除</translation>
    </message>
</context>
<context>
    <name>UriRow</name>
    <message>
        <source>Copy %1</source>
        <extracomment>Name of the button that copies an address. %1 is the address</extracomment>
        <translation>%1 をコピー</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <extracomment>Name of the button that opens a web address. %1 is the address</extracomment>
        <translation>%1 をブラウザーで開く</translation>
    </message>
</context>
<context>
    <name>UserMessages</name>
    <message>
        <source>The server cannot be reached.</source>
        <extracomment>Error banner. Cause, then next step.</extracomment>
        <translation>サーバーに接続できません。</translation>
    </message>
    <message>
        <source>Check the network connection and the address, then try again.</source>
        <translation>ネットワーク接続とアドレスを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>サーバーから時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>Try again in a moment. If it stays silent, ask whoever runs it.</source>
        <translation>少し待ってから、もう一度試してください。応答がない状態が続く場合は、サーバーの運用担当者に尋ねてください。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again when you are ready.</source>
        <translation>何も変更されていません。準備ができたら、もう一度試してください。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>サーバーの証明書を信頼できません。</translation>
    </message>
    <message>
        <source>Nothing was sent. If your organisation has its own certificate authority, add its file when you set up the account.</source>
        <translation>何も送信されていません。組織に独自の認証局がある場合は、アカウントの設定時にそのファイルを追加してください。</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one you accepted.</source>
        <translation>サーバーの証明書が、以前に承認したものと異なります。</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server whether it was renewed, and for the new fingerprint.</source>
        <translation>何も送信されていません。証明書が更新されたかどうかと、新しいフィンガープリントを、サーバーの運用担当者に尋ねてください。</translation>
    </message>
    <message>
        <source>The server tried to send you to another address.</source>
        <translation>サーバーが別のアドレスへ転送しようとしました。</translation>
    </message>
    <message>
        <source>Nothing was sent there. Check the account&apos;s address.</source>
        <translation>転送先には何も送信されていません。アカウントのアドレスを確認してください。</translation>
    </message>
    <message>
        <source>The answer is larger than Coffret accepts.</source>
        <translation>応答が、Coffret の受け入れる大きさを超えています。</translation>
    </message>
    <message>
        <source>Ask whoever runs the server; this should not happen with an ordinary secret.</source>
        <translation>サーバーの運用担当者に尋ねてください。通常のシークレットでは起こらないはずです。</translation>
    </message>
    <message>
        <source>The server did not accept the sign-in.</source>
        <translation>サーバーがサインインを受け付けませんでした。</translation>
    </message>
    <message>
        <source>Try again. If it persists, the token has ended or your key is not known there: set the account up again.</source>
        <translation>もう一度試してください。続く場合は、トークンの期限が切れたか、鍵がサーバーに登録されていません。アカウントを設定し直してください。</translation>
    </message>
    <message>
        <source>The server asks for a second factor.</source>
        <translation>サーバーが二要素認証を求めています。</translation>
    </message>
    <message>
        <source>Enter the code of your authenticator or key to go on.</source>
        <translation>続けるには、認証アプリまたはセキュリティキーのコードを入力してください。</translation>
    </message>
    <message>
        <source>Too many wrong codes: the server has ended the session.</source>
        <translation>誤ったコードが続いたため、サーバーがセッションを終了しました。</translation>
    </message>
    <message>
        <source>Sign in again and wait for a fresh code before you enter it.</source>
        <translation>もう一度サインインし、新しいコードに変わるのを待ってから入力してください。</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>この操作を行う権限がありません。</translation>
    </message>
    <message>
        <source>Ask the owner of the secret, or whoever gave you the token, for access.</source>
        <translation>シークレットの所有者、またはトークンの発行者にアクセスを依頼してください。</translation>
    </message>
    <message>
        <source>Your administrator does not allow this.</source>
        <translation>管理者がこの操作を許可していません。</translation>
    </message>
    <message>
        <source>Ask whoever runs the server if you need it.</source>
        <translation>必要な場合は、サーバーの運用担当者に尋ねてください。</translation>
    </message>
    <message>
        <source>The secret is gone, or it is not shared with you.</source>
        <translation>シークレットがなくなったか、自分と共有されていません。</translation>
    </message>
    <message>
        <source>Sync to see the current list.</source>
        <translation>現在の一覧を見るには、同期してください。</translation>
    </message>
    <message>
        <source>Somebody else changed this first.</source>
        <translation>ほかの人が先に変更しました。</translation>
    </message>
    <message>
        <source>Sync, look at the change and try again.</source>
        <translation>同期して変更を確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The server asks to slow down.</source>
        <translation>サーバーが要求の頻度を下げるよう求めています。</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>1 分ほど待ってから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The server failed.</source>
        <translation>サーバーでエラーが発生しました。</translation>
    </message>
    <message>
        <source>Try again in a moment. If it persists, tell whoever runs it what Details says.</source>
        <translation>少し待ってから、もう一度試してください。続く場合は、「詳細」の内容をサーバーの運用担当者に伝えてください。</translation>
    </message>
    <message>
        <source>The server&apos;s answer cannot be understood.</source>
        <translation>サーバーの応答を解釈できません。</translation>
    </message>
    <message>
        <source>Check that the address leads to the right service. Details may help whoever runs it.</source>
        <translation>アドレスが正しいサービスを指しているか確認してください。「詳細」の内容は、サーバーの運用担当者の手掛かりになります。</translation>
    </message>
    <message>
        <source>This server cannot do that, or is set up in a way Coffret does not support.</source>
        <translation>このサーバーはこの操作に対応していないか、Coffret の対応しない設定になっています。</translation>
    </message>
    <message>
        <source>Details says what is missing.</source>
        <translation>不足しているものは「詳細」に示されています。</translation>
    </message>
    <message>
        <source>This secret has to be approved or checked out first.</source>
        <translation>このシークレットには、先に承認または借用が必要です。</translation>
    </message>
    <message>
        <source>Open it in the main window: access is requested there.</source>
        <translation>メインウィンドウで開いてください。そこでアクセスを申請できます。</translation>
    </message>
    <message>
        <source>Your time with this secret is over, or access to it was taken back.</source>
        <translation>このシークレットの利用期間が終わったか、アクセスが取り消されました。</translation>
    </message>
    <message>
        <source>Its value is no longer shown. Request access or check it out again.</source>
        <translation>値はもう表示されません。アクセスを申請するか、もう一度借りてください。</translation>
    </message>
    <message>
        <source>Somebody else has checked this secret out.</source>
        <translation>ほかの人がこのシークレットを借用中です。</translation>
    </message>
    <message>
        <source>Only one person can have it at a time. Try again when it was given back.</source>
        <translation>同時に利用できるのは 1 人だけです。返却されたら、もう一度試してください。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock and the server&apos;s are too far apart.</source>
        <translation>このコンピューターとサーバーの時計のずれが大きすぎます。</translation>
    </message>
    <message>
        <source>Set the clock of this computer, then try again.</source>
        <translation>このコンピューターの時計を合わせてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>GnuPG was not found, or its folder cannot be used.</source>
        <translation>GnuPG が見つからないか、そのフォルダーを使えません。</translation>
    </message>
    <message>
        <source>Install GnuPG 2.2 or later and check that gpg runs in a terminal.</source>
        <translation>GnuPG 2.2 以降をインストールし、端末で gpg が動くことを確認してください。</translation>
    </message>
    <message>
        <source>The passphrase was not right.</source>
        <translation>パスフレーズが正しくありません。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>もう一度試してください。</translation>
    </message>
    <message>
        <source>Your key&apos;s passphrase is needed, but there is no window to ask for it.</source>
        <translation>鍵のパスフレーズが必要ですが、入力を求めるウィンドウがありません。</translation>
    </message>
    <message>
        <source>Install a graphical pinentry (pinentry-qt or pinentry-gnome3) and try again.</source>
        <translation>グラフィカルな pinentry（pinentry-qt または pinentry-gnome3）をインストールしてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>None of your keys opens this.</source>
        <translation>自分のどの鍵でも開けません。</translation>
    </message>
    <message>
        <source>Insert the card that holds the key, or ask the owner to share the secret with you again.</source>
        <translation>鍵の入ったカードを挿入するか、所有者にシークレットの再共有を依頼してください。</translation>
    </message>
    <message>
        <source>The key cannot be used: it has expired, was revoked or is too weak.</source>
        <translation>鍵を使えません。期限切れ、失効済み、または弱すぎる鍵です。</translation>
    </message>
    <message>
        <source>Extend or replace the key with GnuPG, then try again.</source>
        <translation>GnuPG で鍵の期限を延ばすか鍵を取り替えてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>What the server sent is not an encrypted message.</source>
        <translation>サーバーが送ってきたものは、暗号化されたメッセージではありません。</translation>
    </message>
    <message>
        <source>It was not used. Tell whoever runs the server.</source>
        <translation>使用されていません。サーバーの運用担当者に知らせてください。</translation>
    </message>
    <message>
        <source>The encrypted message is damaged.</source>
        <translation>暗号化されたメッセージが壊れています。</translation>
    </message>
    <message>
        <source>Nothing of it was used. Ask the owner to save the secret again.</source>
        <translation>内容はまったく使われていません。所有者にシークレットを保存し直すよう依頼してください。</translation>
    </message>
    <message>
        <source>The signature does not fit: somebody may have tampered with this.</source>
        <translation>署名が一致しません。誰かが改ざんした可能性があります。</translation>
    </message>
    <message>
        <source>The content was discarded. Tell the owner and whoever runs the server.</source>
        <translation>内容は破棄されました。所有者とサーバーの運用担当者に知らせてください。</translation>
    </message>
    <message>
        <source>The server&apos;s OpenPGP key is not the one you accepted.</source>
        <translation>サーバーの OpenPGP 鍵が、以前に承認したものと異なります。</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server for its fingerprint, and compare it here.</source>
        <translation>何も送信されていません。サーバーの運用担当者にフィンガープリントを尋ね、ここで照合してください。</translation>
    </message>
    <message>
        <source>The server&apos;s shared key is another one than you accepted, so nothing is written with it.</source>
        <translation>サーバーの共有鍵が以前に承認したものと異なるため、この鍵での書き込みは行われません。</translation>
    </message>
    <message>
        <source>Sync, then compare its fingerprint with an administrator: the message above the list leads there.</source>
        <translation>同期してから、フィンガープリントを管理者と照合してください。一覧の上のメッセージから照合できます。</translation>
    </message>
    <message>
        <source>The key for shared names and details was not given to you yet.</source>
        <translation>共有された名前と詳細情報の鍵が、まだ自分に渡されていません。</translation>
    </message>
    <message>
        <source>Ask an administrator to share it with you, then sync.</source>
        <translation>管理者に鍵の共有を依頼してから、同期してください。</translation>
    </message>
    <message>
        <source>Somebody&apos;s key has to be confirmed before this can be encrypted for them.</source>
        <translation>宛先となる人の鍵を確認するまで、これを暗号化できません。</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner, then confirm it in the sharing view.</source>
        <translation>フィンガープリントを持ち主と照合してから、「共有」タブで確認済みにしてください。</translation>
    </message>
    <message>
        <source>Nobody you know vouches for what it holds, and you would sign it.</source>
        <translation>この内容について既知の人物による保証がなく、保存すると自分の署名が付くことになります。</translation>
    </message>
    <message>
        <source>Look at it, and save it yourself if it is right.</source>
        <translation>内容を確認し、正しければ自分で保存してください。</translation>
    </message>
    <message>
        <source>As an OpenPGP message it would be longer than the server keeps.</source>
        <translation>OpenPGP メッセージにすると、サーバーに保存できる長さを超えます。</translation>
    </message>
    <message>
        <source>Shorten it, or seal for fewer people.</source>
        <translation>短くするか、封印の宛先を減らしてください。</translation>
    </message>
    <message>
        <source>No system keyring is running, so tokens cannot be kept.</source>
        <translation>システムのキーリングが動いていないため、トークンを保管できません。</translation>
    </message>
    <message>
        <source>Start GNOME Keyring or KWallet and try again.</source>
        <translation>GNOME キーリングまたは KWallet を起動してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Access to the system keyring was refused.</source>
        <translation>システムのキーリングへのアクセスが拒否されました。</translation>
    </message>
    <message>
        <source>Unlock the keyring and allow Coffret to use it.</source>
        <translation>キーリングのロックを解除し、Coffret による使用を許可してください。</translation>
    </message>
    <message>
        <source>The system keyring does not answer.</source>
        <translation>システムのキーリングが応答しません。</translation>
    </message>
    <message>
        <source>Look for a window that asks for the keyring&apos;s password, then try again.</source>
        <translation>キーリングのパスワードを求めるウィンドウを探し、入力してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The token of this account is not in the system keyring.</source>
        <translation>このアカウントのトークンが、システムのキーリングにありません。</translation>
    </message>
    <message>
        <source>Set the account up again with a new token.</source>
        <translation>新しいトークンでアカウントを設定し直してください。</translation>
    </message>
    <message>
        <source>No SSH agent is running.</source>
        <translation>SSH エージェントが動いていません。</translation>
    </message>
    <message>
        <source>Start ssh-agent, see that SSH_AUTH_SOCK names it, and start Coffret again.</source>
        <translation>ssh-agent を起動し、SSH_AUTH_SOCK がそれを指すようにしてから、Coffret を起動し直してください。</translation>
    </message>
    <message>
        <source>The SSH agent refused this.</source>
        <translation>SSH エージェントが拒否しました。</translation>
    </message>
    <message>
        <source>Nothing was changed. It may not know this type of key.</source>
        <translation>何も変更されていません。エージェントがこの種類の鍵に対応していない可能性があります。</translation>
    </message>
    <message>
        <source>The SSH agent is locked.</source>
        <translation>SSH エージェントがロックされています。</translation>
    </message>
    <message>
        <source>Unlock it with ssh-add -X, then try again.</source>
        <translation>ssh-add -X でロックを解除してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>This cannot be used.</source>
        <translation>これは使えません。</translation>
    </message>
    <message>
        <source>Check what you entered. Details says more.</source>
        <translation>入力内容を確認してください。「詳細」に説明があります。</translation>
    </message>
    <message>
        <source>A file of Coffret could not be read or written.</source>
        <translation>Coffret のファイルを読み書きできませんでした。</translation>
    </message>
    <message>
        <source>Check that the disk is not full and that your home folder is writable.</source>
        <translation>ディスクに空きがあり、ホームフォルダーに書き込めることを確認してください。</translation>
    </message>
    <message>
        <source>Something went wrong inside Coffret.</source>
        <translation>Coffret の内部で問題が発生しました。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, please report it with what Details says.</source>
        <translation>もう一度試してください。再び起きる場合は、「詳細」の内容を添えて報告してください。</translation>
    </message>
    <message>
        <source>The key of this one-time code makes no codes.</source>
        <extracomment>Error banner in place of a one-time code. Cause, then next step.</extracomment>
        <translation>このワンタイムコードの鍵からは、コードを生成できません。</translation>
    </message>
    <message>
        <source>Edit the secret and enter the key again, as the service shows it when you set it up.</source>
        <translation>シークレットを編集し、サービスが設定時に表示する鍵をそのまま入力し直してください。</translation>
    </message>
    <message>
        <source>Another Coffret keeps this account for offline use.</source>
        <extracomment>Message: what was listed is kept on this computer for when the server cannot be reached, but not this time. Cause, then next step.</extracomment>
        <translation>このアカウントは、別の Coffret がオフライン用に保存しています。</translation>
    </message>
    <message>
        <source>Here it works as usual, but needs its server.</source>
        <translation>ここでも通常どおり使えますが、サーバーが必要です。</translation>
    </message>
    <message>
        <source>What is kept for offline use was written by a newer Coffret.</source>
        <translation>オフライン用の保存データは、より新しい Coffret が書き込んだものです。</translation>
    </message>
    <message>
        <source>It stays as it is; this one needs the server.</source>
        <translation>そのまま残します。この Coffret ではサーバーが必要です。</translation>
    </message>
    <message>
        <source>What was kept for offline use is damaged and was set aside.</source>
        <translation>オフライン用の保存データが壊れていたため、別の場所に移しました。</translation>
    </message>
    <message>
        <source>It is fetched from the server again.</source>
        <translation>サーバーから取得し直します。</translation>
    </message>
    <message>
        <source>What was listed cannot be kept for offline use.</source>
        <translation>一覧をオフライン用に保存できません。</translation>
    </message>
    <message>
        <source>Make sure that there is room on the disk and that its folder can be written to.</source>
        <translation>ディスクに空きがあり、フォルダーに書き込めることを確認してください。</translation>
    </message>
</context>
<context>
    <name>ValidityBar</name>
    <message>
        <source>%1, from %2 to %3</source>
        <extracomment>What a screen reader says of a certificate&apos;s time. %1 is a sentence such as &quot;Valid until 3 Mar 2027&quot;, %2 and %3 are days</extracomment>
        <translation>%1、%2から%3まで</translation>
    </message>
</context>
<context>
    <name>ValueSheet</name>
    <message>
        <source>Stop</source>
        <extracomment>Buttons below a form: stop what is under way; leave after it was done; leave before</extracomment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Give it this value in the chosen environments, or look at it first.</source>
        <extracomment>Below the sentence that a name is taken</extracomment>
        <translation>選択した環境でその値を設定するか、先に内容を確認してください。</translation>
    </message>
    <message>
        <source>Set its value</source>
        <extracomment>Button: the secret is there already, and gets the value that was written</extracomment>
        <translation>値を設定</translation>
    </message>
    <message>
        <source>Open it</source>
        <extracomment>Button: shows the secret that is there already</extracomment>
        <translation>開く</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Label of the field for the name of a new secret</extracomment>
        <translation>名前</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>Label of the field for the value of a secret</extracomment>
        <translation>値</translation>
    </message>
    <message>
        <source>Environments</source>
        <extracomment>Above the environments a value is meant for</extracomment>
        <translation>環境</translation>
    </message>
</context>
<context>
    <name>VerdictBadge</name>
    <message>
        <source>Verified</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>検証済み</translation>
    </message>
    <message>
        <source>Unexpected signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>想定外の署名者</translation>
    </message>
    <message>
        <source>Unknown signer</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>未知の署名者</translation>
    </message>
    <message>
        <source>Unsigned</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>署名なし</translation>
    </message>
    <message>
        <source>Expired key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>期限切れの鍵</translation>
    </message>
    <message>
        <source>Revoked key</source>
        <extracomment>Verdict on a signature, one word or two</extracomment>
        <translation>失効した鍵</translation>
    </message>
    <message>
        <source>Out of place</source>
        <extracomment>Verdict on a value that is older than one seen before, or another secret&apos;s; one word or two</extracomment>
        <translation>不整合</translation>
    </message>
    <message>
        <source>No signatures here</source>
        <extracomment>In place of a verdict: this vault has no signatures</extracomment>
        <translation>署名に非対応</translation>
    </message>
    <message>
        <source>Not opened yet</source>
        <extracomment>In place of a verdict: nothing was opened yet</extracomment>
        <translation>未表示</translation>
    </message>
    <message>
        <source>The signature is checked when you show or copy a value.</source>
        <extracomment>Below &quot;Not opened yet&quot;</extracomment>
        <translation>値を表示またはコピーするときに、署名を検証します。</translation>
    </message>
    <message>
        <source>Order not known</source>
        <extracomment>Verdict on a value that is signed as expected, but may be an older one or another secret&apos;s; two or three words</extracomment>
        <translation>順序は不明</translation>
    </message>
</context>
<context>
    <name>WaitingBanner</name>
    <message>
        <source>What you see is what the server had last.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>表示されているのは、サーバーが最後に持っていた内容です。</translation>
    </message>
    <message>
        <source>A change of yours has not been sent yet.</source>
        <extracomment>In a banner above a secret</extracomment>
        <translation>あなたの変更がまだ送信されていません。</translation>
    </message>
    <message>
        <source>Show…</source>
        <extracomment>Button in a banner: opens the list of changes that wait</extracomment>
        <translation>表示…</translation>
    </message>
</context>
<context>
    <name>WebAddress</name>
    <message>
        <source>Not opened: it is not written as web addresses are.</source>
        <extracomment>Below an address that begins like one for a browser.</extracomment>
        <translation>開きません。ウェブアドレスの書き方になっていません。</translation>
    </message>
    <message>
        <source>Not opened: it has a user name or password in it, which browsers show and keep.</source>
        <extracomment>Below an address with a user name or password in it, such as https://ada:secret@example.org</extracomment>
        <translation>開きません。ユーザー名またはパスワードが含まれており、ブラウザーはそれを表示し、記録します。</translation>
    </message>
    <message>
        <source>Letters that pass for others: it leads to %1</source>
        <extracomment>Below a web address with letters that look like others. %1 is the name of its server without them, such as xn--exmple-cua.org</extracomment>
        <translation>ほかの文字に見える文字があります。行き先は %1 です</translation>
    </message>
</context>
<context>
    <name>WordOptions</name>
    <message>
        <source>Words</source>
        <extracomment>Label: how many words a new password has</extracomment>
        <translation>単語数</translation>
    </message>
    <message>
        <source>A space</source>
        <extracomment>Below the field for what stands between words, when that is a space</extracomment>
        <translation>スペース</translation>
    </message>
    <message>
        <source>Between words</source>
        <extracomment>Label: what stands between the words of a new password</extracomment>
        <translation>単語の区切り</translation>
    </message>
    <message>
        <source>Nothing</source>
        <extracomment>In the empty field for what stands between words</extracomment>
        <translation>なし</translation>
    </message>
    <message>
        <source>Capitals</source>
        <extracomment>Label: which letters of the words of a new password are capitals</extracomment>
        <translation>大文字</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>Words without capitals; write it that way</extracomment>
        <translation>なし</translation>
    </message>
    <message>
        <source>First letters</source>
        <extracomment>Words that begin with a capital</extracomment>
        <translation>先頭の文字</translation>
    </message>
    <message>
        <source>ALL</source>
        <extracomment>Words in capitals; write it that way</extracomment>
        <translation>すべて</translation>
    </message>
    <message>
        <source>With a digit behind one of the words</source>
        <extracomment>A choice for new passwords of words</extracomment>
        <translation>いずれかの単語の後に数字を付ける</translation>
    </message>
</context>
<context>
    <name>coffret::AboutViewModel</name>
    <message>
        <source>changing secrets</source>
        <extracomment>In a list of what an account does not have.</extracomment>
        <translation>シークレットの変更</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>sharing</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>activity log</source>
        <translation>アクティビティログ</translation>
    </message>
    <message>
        <source>earlier values</source>
        <translation>以前の値</translation>
    </message>
    <message>
        <source>expiry dates</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Missing, because the server lacks it or its administrator keeps it off: %1.</source>
        <extracomment>About an account. %1 is a list of features, for example &quot;tags, activity log&quot;.</extracomment>
        <translation>サーバーが対応していないか、管理者が無効にしているため、使えない機能：%1。</translation>
    </message>
    <message>
        <source>Your administrator does not allow showing values.</source>
        <extracomment>About an account.</extracomment>
        <translation>管理者が値の表示を許可していません。</translation>
    </message>
    <message>
        <source>Your administrator does not allow copying values.</source>
        <extracomment>About an account.</extracomment>
        <translation>管理者が値のコピーを許可していません。</translation>
    </message>
    <message>
        <source>Folders cannot be shared here, only secrets.</source>
        <extracomment>About an account.</extracomment>
        <translation>ここで共有できるのはシークレットだけです。フォルダーは共有できません。</translation>
    </message>
    <message>
        <source>Your administrator decides when secrets expire.</source>
        <extracomment>About an account.</extracomment>
        <translation>シークレットの有効期限は管理者が決めます。</translation>
    </message>
    <message>
        <source>Values are not encrypted end to end: whoever runs the server can read them.</source>
        <extracomment>About an account.</extracomment>
        <translation>値はエンドツーエンドで暗号化されていません。サーバーの運用担当者が読めます。</translation>
    </message>
    <message>
        <source>What this account can do is known once it was opened.</source>
        <extracomment>About an account.</extracomment>
        <translation>このアカウントでできることは、一度開くと分かります。</translation>
    </message>
    <message>
        <source>Sealed values are an exception: they leave this computer encrypted and signed with OpenPGP.</source>
        <extracomment>About an account whose values are encrypted with OpenPGP by Coffret.</extracomment>
        <translation>封印した値は例外です。OpenPGP で暗号化され、署名されてから、このコンピューターの外に出ます。</translation>
    </message>
</context>
<context>
    <name>coffret::AccountOptionsViewModel</name>
    <message>
        <source>Check secrets out</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>シークレットを借りる</translation>
    </message>
    <message>
        <source>Give secrets back</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>シークレットを返却</translation>
    </message>
    <message>
        <source>Ask for access</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>アクセスを申請</translation>
    </message>
    <message>
        <source>Create a secret and its addresses at once</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>シークレットとそのアドレスを一度に作成</translation>
    </message>
    <message>
        <source>Name at least one app.</source>
        <extracomment>Error under the field for the apps of an account.</extracomment>
        <translation>アプリを 1 つ以上指定してください。</translation>
    </message>
    <message>
        <source>Off: you check secrets out on the server&apos;s page, and read them here.</source>
        <translation>オフ：シークレットはサーバーのページで借り出し、ここで閲覧します。</translation>
    </message>
    <message>
        <source>Off: you give secrets back on the server&apos;s page, also when Coffret locks.</source>
        <translation>オフ：Coffret がロックするときも、シークレットはサーバーのページで返却します。</translation>
    </message>
    <message>
        <source>Off: you ask for access on the server&apos;s page.</source>
        <translation>オフ：アクセスはサーバーのページで申請します。</translation>
    </message>
    <message>
        <source>Change folders</source>
        <extracomment>Something Coffret asks a server for, which can be switched off, and below it what that means.</extracomment>
        <translation>フォルダーの変更</translation>
    </message>
    <message>
        <source>Off: you make, rename and remove folders on the server&apos;s page.</source>
        <translation>オフ：フォルダーの作成・名前変更・削除はサーバーのページで行います。</translation>
    </message>
    <message>
        <source>Off: they are sent one after the other. If one fails, what was made is removed again.</source>
        <translation>オフ：1 つずつ送信されます。失敗した場合、作成したものは取り除かれます。</translation>
    </message>
</context>
<context>
    <name>coffret::AccountRemovalViewModel</name>
    <message>
        <source>The account is gone, but not all that was kept of it. %1</source>
        <extracomment>Message after an account was removed. %1 is an error, a whole sentence.</extracomment>
        <translation>アカウントは削除されましたが、保存されていたものの一部が残っています。%1</translation>
    </message>
    <message>
        <source>Changes that were not sent, and cannot be read now, are lost.</source>
        <extracomment>Above the buttons that remove an account</extracomment>
        <translation>送信されておらず、今は読み取れない変更は失われます。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet will be lost.</source>
        <extracomment>Above the buttons that remove an account: changes that were made without the server</extracomment>
        <translation>
            <numerusform>未送信の変更 %n 件が失われます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ActionsViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done with a secret.</extracomment>
        <translation>このアカウントは読み取り専用です</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>閲覧はできますが、変更はできません</translation>
    </message>
    <message>
        <source>This account has no folders, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be moved.</extracomment>
        <translation>このアカウントにはフォルダーがないか、管理者が利用を制限しています</translation>
    </message>
    <message>
        <source>This server has no tags, or its administrator keeps them from you</source>
        <extracomment>Why a secret cannot be given a tag.</extracomment>
        <translation>このサーバーにはタグがないか、管理者が利用を制限しています</translation>
    </message>
    <message>
        <source>Nothing expires on this server</source>
        <extracomment>Why no day can be set on which a secret expires.</extracomment>
        <translation>このサーバーに有効期限の機能はありません</translation>
    </message>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the user cannot choose the day on which a secret expires.</extracomment>
        <translation>管理者が設定します</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A date for QLocale::toString, day before month before year as this language has it.</extracomment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <extracomment>When a secret ended or ends. %1 is a day.</extracomment>
        <translation>%1に期限切れ</translation>
    </message>
    <message>
        <source>Expires on %1</source>
        <translation>%1に期限が切れます</translation>
    </message>
    <message>
        <source>Expiry changed</source>
        <extracomment>Message after the day a secret expires was changed.</extracomment>
        <translation>有効期限を変更しました</translation>
    </message>
    <message>
        <source>It is deleted for everyone it is shared with. This cannot be undone.</source>
        <extracomment>Question before a secret that others see too is deleted.</extracomment>
        <translation>共有している全員から削除されます。元に戻せません。</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <extracomment>Question before a secret is deleted.</extracomment>
        <translation>元に戻せません。</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>「%1」を削除しました</translation>
    </message>
    <message>
        <source>“%1” was not deleted. %2</source>
        <translation>「%1」は削除されませんでした。%2</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why a secret cannot be deleted.</extracomment>
        <translation>削除はサーバーの Web ページで行います</translation>
    </message>
</context>
<context>
    <name>coffret::AgentKeys</name>
    <message>
        <source>%1 The key stays in it until %2 at the latest.</source>
        <extracomment>A key could not be taken out of the SSH agent. %1 says why, %2 is a moment.</extracomment>
        <translation>%1鍵は、最長で %2 までエージェントに残ります。</translation>
    </message>
</context>
<context>
    <name>coffret::Application</name>
    <message>
        <source>Coffret is only just starting.</source>
        <extracomment>In a terminal, from &quot;coffret get&quot;</extracomment>
        <translation>Coffret はまだ起動中です。</translation>
    </message>
</context>
<context>
    <name>coffret::Autostart</name>
    <message>
        <source>Start Coffret with the desktop</source>
        <extracomment>Why a program asks the desktop to be started by it; in the desktop&apos;s own dialog.</extracomment>
        <translation>デスクトップと同時に Coffret を起動</translation>
    </message>
</context>
<context>
    <name>coffret::BrowseViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>アカウントが開かれていません</translation>
    </message>
    <message>
        <source>This account has no groups, or its administrator keeps them from you</source>
        <extracomment>Why there are no groups to look at.</extracomment>
        <translation>このアカウントにはグループがないか、管理者が利用を制限しています</translation>
    </message>
    <message>
        <source>Details</source>
        <extracomment>Tabs of a secret.</extracomment>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>アクティビティ</translation>
    </message>
    <message>
        <source>This account encrypts its values already</source>
        <extracomment>Why values cannot be sealed, which means encrypted with OpenPGP.</extracomment>
        <translation>このアカウントでは、値はすでに暗号化されています</translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why nothing can be done for a whole account.
----------
Why no secret can be written.</extracomment>
        <translation>このアカウントは読み取り専用です</translation>
    </message>
    <message>
        <source>This server does not offer that, or its administrator keeps it off</source>
        <extracomment>Why the names of secrets cannot be encrypted after the fact.</extracomment>
        <translation>このサーバーは対応していないか、管理者が無効にしています</translation>
    </message>
    <message>
        <source>%1 secrets loaded</source>
        <extracomment>Progress of loading. %1 is a number.</extracomment>
        <translation>%1 件のシークレットを読み込み済み</translation>
    </message>
    <message>
        <source>%1 of %2 secrets loaded</source>
        <extracomment>Progress of loading. %1 and %2 are numbers.</extracomment>
        <translation>%2 件中 %1 件のシークレットを読み込み済み</translation>
    </message>
    <message>
        <source>Not up to date, showing %1</source>
        <extracomment>Foot of the sidebar: the last sync failed. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>最新ではありません（%1 時点）</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <extracomment>Foot of the sidebar. %1 is a moment, for example &quot;2 min ago&quot;.</extracomment>
        <translation>同期：%1</translation>
    </message>
    <message>
        <source>This account is locked.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>このアカウントはロックされています。</translation>
    </message>
    <message>
        <source>This account could not be opened.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>このアカウントを開けませんでした。</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <extracomment>In place of the list. %1 is what the user searched for.</extracomment>
        <translation>「%1」に一致するものはありません。</translation>
    </message>
    <message>
        <source>No favourites yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>まだお気に入りはありません。</translation>
    </message>
    <message>
        <source>You have nothing checked out.</source>
        <extracomment>In place of the list: the user has borrowed no secret.</extracomment>
        <translation>借用中のものはありません。</translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <extracomment>In place of the list: no secret has a problem.</extracomment>
        <translation>確認が必要なものはありません。</translation>
    </message>
    <message>
        <source>Nothing expires soon.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>期限の近いものはありません。</translation>
    </message>
    <message>
        <source>Nothing is shared with you.</source>
        <extracomment>In place of the list: nobody else&apos;s secret can be read.</extracomment>
        <translation>自分と共有されたものはありません。</translation>
    </message>
    <message>
        <source>No secret is shared with you yet.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>自分と共有されたシークレットはまだありません。</translation>
    </message>
    <message>
        <source>No secrets here.</source>
        <extracomment>In place of the list.</extracomment>
        <translation>ここにシークレットはありません。</translation>
    </message>
    <message>
        <source>Unlock to see its secrets.</source>
        <translation>シークレットを見るには、ロックを解除してください。</translation>
    </message>
    <message>
        <source>The message above says why. Try again when it is solved.</source>
        <translation>理由は上のメッセージにあります。解決したら、もう一度試してください。</translation>
    </message>
    <message>
        <source>Try fewer letters, or part of a user name, address or folder.</source>
        <translation>文字数を減らすか、ユーザー名、アドレス、フォルダーの一部で試してください。</translation>
    </message>
    <message>
        <source>Only this list was searched. Choose “All secrets” to search everywhere.</source>
        <translation>検索したのはこの一覧だけです。すべてを検索するには、「すべてのシークレット」を選んでください。</translation>
    </message>
    <message>
        <source>Secrets marked with a star in the vault are shown here.</source>
        <translation>保管庫で星を付けたシークレットが、ここに表示されます。</translation>
    </message>
    <message>
        <source>Secrets that you check out are listed here until you give them back or their time is over.</source>
        <translation>借りたシークレットは、返却するか期限が来るまで、ここに表示されます。</translation>
    </message>
    <message>
        <source>Secrets with an unverified signature, an unknown type or no value would be listed here.</source>
        <translation>署名を検証できないもの、種類が不明なもの、値のないものがあれば、ここに表示されます。</translation>
    </message>
    <message>
        <source>Secrets that have expired, or do within 30 days, would be listed here.</source>
        <translation>期限切れのシークレットや、30 日以内に期限が切れるシークレットがあれば、ここに表示されます。</translation>
    </message>
    <message>
        <source>Secrets that belong to somebody else would be listed here.</source>
        <translation>ほかの人のシークレットがあれば、ここに表示されます。</translation>
    </message>
    <message>
        <source>Ask a colleague to share one, then sync.</source>
        <translation>同僚に共有を依頼してから、同期してください。</translation>
    </message>
    <message>
        <source>Choose another list or clear the type filter.</source>
        <translation>別の一覧を選ぶか、種類のフィルターを解除してください。</translation>
    </message>
    <message>
        <source>What is lent cannot be duplicated</source>
        <extracomment>Why a secret cannot be copied into a new one: it belongs to an account that lends its values.</extracomment>
        <translation>借り出したものは複製できません</translation>
    </message>
    <message>
        <source>Nothing of this type here.</source>
        <extracomment>In place of the list, while only secrets of one type are shown.</extracomment>
        <translation>この種類のものはありません。</translation>
    </message>
    <message>
        <source>It has no user name with a password</source>
        <extracomment>Why a command is not available: it types a user name and a password.</extracomment>
        <translation>ユーザー名とパスワードの組がありません</translation>
    </message>
    <message>
        <source>user name, Tab, password</source>
        <extracomment>What is typed into another window. Tab is a key.</extracomment>
        <translation>ユーザー名、Tab、パスワード</translation>
    </message>
    <message>
        <source>No secret matches “%1”, but folders do.</source>
        <extracomment>In place of the list, below folders that were found. %1 is what the user searched for.</extracomment>
        <translation>「%1」に一致するシークレットはありませんが、フォルダーはあります。</translation>
    </message>
    <message>
        <source>Connecting, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer, until the server answers. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>接続中（%1 時点）</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <extracomment>Foot of the sidebar, while the lists are fetched again.</extracomment>
        <translation>同期中…</translation>
    </message>
    <message>
        <source>Your passphrase is needed: sync to go on</source>
        <extracomment>Foot of the sidebar: syncing in the background has stopped, because nobody was there to enter the passphrase.</extracomment>
        <translation>パスフレーズが必要です。同期すると続行します</translation>
    </message>
    <message>
        <source>Offline, as of %1</source>
        <extracomment>Foot of the sidebar: what is shown was kept on this computer. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>オフライン（%1 時点）</translation>
    </message>
</context>
<context>
    <name>coffret::BulkViewModel</name>
    <message numerus="yes">
        <source>%n secret(s) chosen</source>
        <extracomment>Heading in place of a secret&apos;s details. %n is how many are chosen.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを選択中</numerusform>
        </translation>
    </message>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why several secrets cannot be changed.</extracomment>
        <translation>このアカウントは読み取り専用です</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why several secrets cannot be shared.</extracomment>
        <translation>このアカウントには共有の機能がないか、管理者が利用を制限しています</translation>
    </message>
    <message>
        <source>Deleting is done on the server&apos;s own page</source>
        <extracomment>Why several secrets cannot be deleted.</extracomment>
        <translation>削除はサーバーの Web ページで行います</translation>
    </message>
</context>
<context>
    <name>coffret::Bulletin</name>
    <message>
        <source>%1 needs your attention</source>
        <extracomment>Notification. %1 is the name of an account.</extracomment>
        <translation>%1 の確認が必要です</translation>
    </message>
    <message>
        <source>An account needs your attention</source>
        <extracomment>Notification.</extracomment>
        <translation>確認が必要なアカウントがあります</translation>
    </message>
    <message>
        <source>Access ends soon</source>
        <extracomment>Notification: its title, about secrets that were checked out.</extracomment>
        <translation>アクセスがまもなく終了します</translation>
    </message>
    <message>
        <source>Access was granted</source>
        <extracomment>Notification: the user asked for access to a secret, and somebody agreed.</extracomment>
        <translation>アクセスが承認されました</translation>
    </message>
    <message>
        <source>A secret you asked for can be checked out.</source>
        <translation>申請したシークレットを借りられます。</translation>
    </message>
</context>
<context>
    <name>coffret::CertificateForm</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>About a file that was chosen.</extracomment>
        <translation>ファイルを読み込めません。</translation>
    </message>
    <message>
        <source>Look whether it is there and may be opened.</source>
        <extracomment>What to do about a file that cannot be read.</extracomment>
        <translation>ファイルがあり、開く権限があるか確認してください。</translation>
    </message>
    <message>
        <source>Read a private key from %1.</source>
        <extracomment>What was read from a file. %1 is its name.</extracomment>
        <translation>%1 から秘密鍵を読み込みました。</translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>%1 から証明書 %n 件を読み込みました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %n certificate(s) and a private key from %1.</source>
        <extracomment>What was read from a file. %n is how many certificates, %1 its name.</extracomment>
        <translation>
            <numerusform>%1 から証明書 %n 件と秘密鍵を読み込みました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::CharacterSetModel</name>
    <message>
        <source>Lower-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>小文字</translation>
    </message>
    <message>
        <source>Upper-case letters</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>大文字</translation>
    </message>
    <message>
        <source>Digits</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>数字</translation>
    </message>
    <message>
        <source>Symbols</source>
        <extracomment>A set of characters for new passwords: punctuation and signs.</extracomment>
        <translation>記号</translation>
    </message>
    <message>
        <source>Emoticons</source>
        <extracomment>A set of characters for new passwords.</extracomment>
        <translation>絵文字</translation>
    </message>
    <message>
        <source>Symbols %1</source>
        <extracomment>A set of characters for new passwords. %1 are the characters, separated by spaces.</extracomment>
        <translation>記号 %1</translation>
    </message>
</context>
<context>
    <name>coffret::CheckOutViewModel</name>
    <message>
        <source>%1 was given back</source>
        <extracomment>Short message at the foot of the window. %1 is a secret&apos;s name.</extracomment>
        <translation>%1 を返却しました</translation>
    </message>
    <message>
        <source>Say why you need it: whoever decides reads this.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>必要な理由を書いてください。可否を判断する人が読みます。</translation>
    </message>
    <message>
        <source>Write a time, or a day and a time, as in %1.</source>
        <extracomment>Under a field of the form that asks for access. %1 is a moment as it can be written.</extracomment>
        <translation>%1 のように、時刻、または日付と時刻を入力してください。</translation>
    </message>
    <message>
        <source>That is over already.</source>
        <extracomment>Under a field of the form that asks for access.</extracomment>
        <translation>すでに過ぎています。</translation>
    </message>
</context>
<context>
    <name>coffret::CodeEntryViewModel</name>
    <message>
        <source>This moves several accounts from one phone to another. Export one account alone, or use the key that the service shows.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>これは、複数のアカウントを別のスマートフォンに移すためのものです。アカウントを 1 つだけエクスポートするか、サービスが表示する鍵を使ってください。</translation>
    </message>
    <message>
        <source>This key is for codes that are counted, not for codes that change with time.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>この鍵は、時間で変わるコード用ではなく、回数で変わるコード用です。</translation>
    </message>
    <message>
        <source>This address makes no codes: its secret, digits, period or algorithm is missing or wrong.</source>
        <extracomment>Under the field for the key of one-time codes. Secret, digits, period and algorithm are parts of the address.</extracomment>
        <translation>このアドレスからはコードを生成できません。シークレット、桁数、間隔、アルゴリズムのいずれかがないか、誤っています。</translation>
    </message>
    <message>
        <source>A key has only the letters A to Z and the digits 2 to 7.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>鍵に使えるのは、英字 A～Z と数字 2～7 だけです。</translation>
    </message>
    <message>
        <source>The end of the key is missing.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>鍵の末尾が欠けています。</translation>
    </message>
    <message>
        <source>The key is too short.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>鍵が短すぎます。</translation>
    </message>
    <message>
        <source>Your desktop gave no picture of the screen.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>デスクトップから画面の画像を取得できませんでした。</translation>
    </message>
    <message>
        <source>%1 digits, a new code every %2 seconds, %3</source>
        <extracomment>About one-time codes. %1 is how many digits they have, %2 a number of seconds, %3 the name of a method.</extracomment>
        <translation>%1 桁、%2 秒ごとに新しいコード、%3</translation>
    </message>
    <message>
        <source>The file is no picture that can be read.</source>
        <extracomment>Under the field for the key of one-time codes: the chosen file is no picture, or too large.</extracomment>
        <translation>読み取れる画像ファイルではありません。</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>クリップボードに画像がありません。</translation>
    </message>
    <message>
        <source>No QR code was found in the picture.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>画像に QR コードが見つかりませんでした。</translation>
    </message>
    <message>
        <source>The picture has several keys. Use one that shows a single QR code.</source>
        <extracomment>Under the field for the key of one-time codes.</extracomment>
        <translation>画像に複数の鍵があります。QR コードが 1 つだけの画像を使ってください。</translation>
    </message>
    <message>
        <source>The QR code says something else than a key for one-time codes.</source>
        <translation>QR コードの内容が、ワンタイムコードの鍵ではありません。</translation>
    </message>
</context>
<context>
    <name>coffret::CommandTable</name>
    <message>
        <source>Find</source>
        <extracomment>Group of commands: search, and moving around in the window.</extracomment>
        <translation>検索と移動</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>A command: goes to the search field.</extracomment>
        <translation>検索</translation>
    </message>
    <message>
        <source>Command palette</source>
        <extracomment>A command: the list of everything that can be done.</extracomment>
        <translation>コマンドパレット</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>A command: copies a secret from whatever program is in front.</extracomment>
        <translation>クイック検索</translation>
    </message>
    <message>
        <source>Go to the tree</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>ツリーに移動</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>一覧に移動</translation>
    </message>
    <message>
        <source>Next pane</source>
        <extracomment>A command: moves the keyboard there.</extracomment>
        <translation>次のペイン</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>What a key does.</extracomment>
        <translation>開く</translation>
    </message>
    <message>
        <source>Clear, then back</source>
        <extracomment>What a key does.</extracomment>
        <translation>消去してから戻る</translation>
    </message>
    <message>
        <source>Switch account</source>
        <extracomment>What some keys do.</extracomment>
        <translation>アカウントを切り替え</translation>
    </message>
    <message>
        <source>No folder is chosen</source>
        <extracomment>Why a command is not available: it is for the folder whose secrets are listed.</extracomment>
        <translation>フォルダーが選択されていません</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>Group of commands: about the folder whose secrets are listed.</extracomment>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>New folder…</source>
        <extracomment>A command.</extracomment>
        <translation>新しいフォルダー…</translation>
    </message>
    <message>
        <source>Share folder…</source>
        <extracomment>A command.</extracomment>
        <translation>フォルダーを共有…</translation>
    </message>
    <message>
        <source>Rename folder…</source>
        <extracomment>A command.</extracomment>
        <translation>フォルダーの名前を変更…</translation>
    </message>
    <message>
        <source>Move folder…</source>
        <extracomment>A command: into another folder.</extracomment>
        <translation>フォルダーを移動…</translation>
    </message>
    <message>
        <source>Delete folder…</source>
        <extracomment>A command.</extracomment>
        <translation>フォルダーを削除…</translation>
    </message>
    <message>
        <source>This folder has no environments</source>
        <extracomment>Why environments cannot be compared, nor files read into them.</extracomment>
        <translation>このフォルダーに環境はありません</translation>
    </message>
    <message>
        <source>Compare environments…</source>
        <extracomment>A command.</extracomment>
        <translation>環境を比較…</translation>
    </message>
    <message>
        <source>New secret in several environments…</source>
        <extracomment>A command.</extracomment>
        <translation>複数の環境に新しいシークレット…</translation>
    </message>
    <message>
        <source>Import a .env file…</source>
        <extracomment>A command.</extracomment>
        <translation>.env ファイルをインポート…</translation>
    </message>
    <message>
        <source>Export to an encrypted file…</source>
        <extracomment>A command.</extracomment>
        <translation>暗号化ファイルにエクスポート…</translation>
    </message>
    <message>
        <source>Account</source>
        <extracomment>Group of commands: about the account in view, or all of them.</extracomment>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Sync</source>
        <extracomment>A command: fetches the lists of all accounts again.</extracomment>
        <translation>同期</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>A command: sets up one more account.</extracomment>
        <translation>アカウントを追加…</translation>
    </message>
    <message>
        <source>About this account…</source>
        <extracomment>A command: what is known of the account, and what it cannot do.</extracomment>
        <translation>このアカウントについて…</translation>
    </message>
    <message>
        <source>Account options…</source>
        <extracomment>A command: name, apps and other settings of the account.</extracomment>
        <translation>アカウントのオプション…</translation>
    </message>
    <message>
        <source>Health…</source>
        <extracomment>A command: looks for weak, reused, expired and unsigned secrets.</extracomment>
        <translation>安全性チェック…</translation>
    </message>
    <message>
        <source>Remove account…</source>
        <extracomment>A command: takes the account off this computer.</extracomment>
        <translation>アカウントを削除…</translation>
    </message>
    <message>
        <source>Groups…</source>
        <extracomment>A command: who is in which group.</extracomment>
        <translation>グループ…</translation>
    </message>
    <message>
        <source>Encrypt all details…</source>
        <extracomment>A command: names and addresses that lie in the clear on the server are encrypted.</extracomment>
        <translation>すべての詳細情報を暗号化…</translation>
    </message>
    <message>
        <source>Seal values…</source>
        <extracomment>A command: values of an account that does not encrypt them itself are encrypted with OpenPGP.</extracomment>
        <translation>値を封印…</translation>
    </message>
    <message>
        <source>Give back everything checked out</source>
        <extracomment>A command: of accounts that lend their values.</extracomment>
        <translation>借用中のものをすべて返却</translation>
    </message>
    <message>
        <source>You have nothing checked out</source>
        <extracomment>Why nothing can be given back.</extracomment>
        <translation>借用中のものはありません</translation>
    </message>
    <message>
        <source>This is how it is now</source>
        <extracomment>Why colours cannot be chosen.</extracomment>
        <translation>すでにこの設定です</translation>
    </message>
    <message>
        <source>Program</source>
        <extracomment>Group of commands: about the program as a whole.</extracomment>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Lock</source>
        <extracomment>A command: locks every account.</extracomment>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Settings…</source>
        <extracomment>A command.</extracomment>
        <translation>設定…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <extracomment>A command.</extracomment>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Colours of the desktop</source>
        <extracomment>A command: colours follow the desktop.</extracomment>
        <translation>デスクトップの配色</translation>
    </message>
    <message>
        <source>Light colours</source>
        <extracomment>A command.</extracomment>
        <translation>明るい配色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <extracomment>A command.</extracomment>
        <translation>暗い配色</translation>
    </message>
    <message>
        <source>Colours of high contrast</source>
        <extracomment>A command.</extracomment>
        <translation>ハイコントラストの配色</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>A command: ends the program.</extracomment>
        <translation>終了</translation>
    </message>
    <message>
        <source>Secret</source>
        <extracomment>Group of commands: about the secret that is shown.</extracomment>
        <translation>シークレット</translation>
    </message>
    <message>
        <source>Copy password, key or token</source>
        <extracomment>A command.</extracomment>
        <translation>パスワード、鍵、トークンをコピー</translation>
    </message>
    <message>
        <source>Copy user name</source>
        <extracomment>A command.</extracomment>
        <translation>ユーザー名をコピー</translation>
    </message>
    <message>
        <source>Copy the first address</source>
        <extracomment>A command.</extracomment>
        <translation>最初のアドレスをコピー</translation>
    </message>
    <message>
        <source>Copy one-time code</source>
        <extracomment>A command.</extracomment>
        <translation>ワンタイムコードをコピー</translation>
    </message>
    <message>
        <source>Show or hide the value</source>
        <extracomment>A command.</extracomment>
        <translation>値を表示／隠す</translation>
    </message>
    <message>
        <source>Show the value while held</source>
        <extracomment>What holding two keys does.</extracomment>
        <translation>押している間だけ値を表示</translation>
    </message>
    <message>
        <source>Show the value in large type</source>
        <extracomment>A command.</extracomment>
        <translation>値を大きな文字で表示</translation>
    </message>
    <message>
        <source>Show the value as a QR code</source>
        <extracomment>A command.</extracomment>
        <translation>値を QR コードで表示</translation>
    </message>
    <message>
        <source>New secret</source>
        <extracomment>A command.</extracomment>
        <translation>新しいシークレット</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>A command: changes the secret that is shown.</extracomment>
        <translation>編集</translation>
    </message>
    <message>
        <source>Save what is written</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>入力内容を保存</translation>
    </message>
    <message>
        <source>Generate a password while writing one</source>
        <extracomment>What a key does in the form of a secret.</extracomment>
        <translation>パスワードの入力中に生成</translation>
    </message>
    <message>
        <source>Add to or remove from favourites</source>
        <extracomment>A command: marks the secret with a star, or takes it away.</extracomment>
        <translation>お気に入りに追加／お気に入りから削除</translation>
    </message>
    <message>
        <source>This account has no favourites</source>
        <extracomment>Why a secret cannot be marked with a star.
----------
Why secrets cannot be marked with a star.</extracomment>
        <translation>このアカウントにお気に入りの機能はありません</translation>
    </message>
    <message>
        <source>Move secret…</source>
        <extracomment>A command: to another folder.</extracomment>
        <translation>シークレットを移動…</translation>
    </message>
    <message>
        <source>Secret expires in 90 days</source>
        <extracomment>A command.</extracomment>
        <translation>シークレットを 90 日後に期限切れにする</translation>
    </message>
    <message>
        <source>Mark secret as expired</source>
        <extracomment>A command: its value should be replaced at once.</extracomment>
        <translation>シークレットを期限切れにする</translation>
    </message>
    <message>
        <source>Secret never expires</source>
        <extracomment>A command.</extracomment>
        <translation>シークレットを無期限にする</translation>
    </message>
    <message>
        <source>No day is set</source>
        <extracomment>Why a secret cannot be made to never expire.</extracomment>
        <translation>期限は設定されていません</translation>
    </message>
    <message>
        <source>Delete secret…</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>シークレットを削除…</translation>
    </message>
    <message>
        <source>This account does not have that</source>
        <extracomment>Why a tab of a secret cannot be shown.</extracomment>
        <translation>このアカウントにその機能はありません</translation>
    </message>
    <message>
        <source>Share secret…</source>
        <extracomment>A command: who may see the secret.</extracomment>
        <translation>シークレットを共有…</translation>
    </message>
    <message>
        <source>Comments on the secret</source>
        <extracomment>A command.</extracomment>
        <translation>シークレットのコメント</translation>
    </message>
    <message>
        <source>History of the secret</source>
        <extracomment>A command.</extracomment>
        <translation>シークレットの履歴</translation>
    </message>
    <message>
        <source>Activity around the secret</source>
        <extracomment>A command.</extracomment>
        <translation>シークレットのアクティビティ</translation>
    </message>
    <message>
        <source>There is nothing to check out or give back here</source>
        <extracomment>Why a secret can be neither checked out nor given back.</extracomment>
        <translation>ここに借りるものや返却するものはありません</translation>
    </message>
    <message>
        <source>Check secret out</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>シークレットを借りる</translation>
    </message>
    <message>
        <source>Give secret back</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>シークレットを返却</translation>
    </message>
    <message>
        <source>Request access to secret…</source>
        <extracomment>A command: of an account that lends its values.</extracomment>
        <translation>シークレットへのアクセスを申請…</translation>
    </message>
    <message>
        <source>Encrypt details of the secret…</source>
        <extracomment>A command: its name and addresses, in the clear on the server until now, are encrypted.</extracomment>
        <translation>シークレットの詳細情報を暗号化…</translation>
    </message>
    <message>
        <source>Its details are encrypted, or cannot be</source>
        <extracomment>Why the name of a secret cannot be encrypted.</extracomment>
        <translation>詳細情報は暗号化済みか、暗号化できません</translation>
    </message>
    <message>
        <source>This secret has one value only</source>
        <extracomment>Why values in several environments cannot be looked at.</extracomment>
        <translation>このシークレットの値は 1 つだけです</translation>
    </message>
    <message>
        <source>Compare secret in its environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>シークレットを環境間で比較…</translation>
    </message>
    <message>
        <source>Set value in environments…</source>
        <extracomment>A command: of a secret that has a value in each environment.</extracomment>
        <translation>各環境の値を設定…</translation>
    </message>
    <message>
        <source>Copy secret as KEY=value</source>
        <extracomment>A command: copies a secret as a line of a .env file; KEY=value stays as it is.</extracomment>
        <translation>シークレットを KEY=value 形式でコピー</translation>
    </message>
    <message>
        <source>Copy secret as export line</source>
        <extracomment>A command: copies a secret as a line for a shell; &quot;export&quot; is the shell&apos;s own word.</extracomment>
        <translation>シークレットを export 行としてコピー</translation>
    </message>
    <message>
        <source>Copy secret as JSON</source>
        <extracomment>A command: copies a secret as a JSON object.</extracomment>
        <translation>シークレットを JSON としてコピー</translation>
    </message>
    <message>
        <source>Coffret is locked</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>Coffret はロックされています</translation>
    </message>
    <message>
        <source>An account is being set up</source>
        <extracomment>Why a command is not available.</extracomment>
        <translation>アカウントの設定中です</translation>
    </message>
    <message>
        <source>Finish what you are writing first</source>
        <extracomment>Why a command is not available: the editor is open.</extracomment>
        <translation>先に編集を終えてください</translation>
    </message>
    <message>
        <source>Several secrets are chosen</source>
        <extracomment>Why a command is not available: it is for one secret.</extracomment>
        <translation>複数のシークレットが選択されています</translation>
    </message>
    <message>
        <source>No secret is chosen</source>
        <extracomment>Why a command is not available: it is for the secret that is shown.</extracomment>
        <translation>シークレットが選択されていません</translation>
    </message>
    <message>
        <source>Sort the list: %1</source>
        <extracomment>A command: what comes first in the list. %1 is an order, such as &quot;Last changed&quot;.</extracomment>
        <translation>一覧を並べ替え: %1</translation>
    </message>
    <message>
        <source>This account checks nothing out</source>
        <extracomment>Why a preference about checked-out secrets cannot be chosen.</extracomment>
        <translation>このアカウントは何も借りません</translation>
    </message>
    <message>
        <source>Keep what is checked out when Coffret locks or quits</source>
        <extracomment>A command: what is checked out is given back by itself, or stays.</extracomment>
        <translation>Coffret のロックや終了の際に借用中のものを返さない</translation>
    </message>
    <message>
        <source>Give back when Coffret locks or quits</source>
        <translation>Coffret のロックや終了の際に返却する</translation>
    </message>
    <message>
        <source>Values are not shown now</source>
        <extracomment>For a moment, after presentation mode was turned on or off.</extracomment>
        <translation>値を表示しないようにしました</translation>
    </message>
    <message>
        <source>Values can be shown again</source>
        <translation>値を再び表示できます</translation>
    </message>
    <message>
        <source>Turn presentation mode off</source>
        <extracomment>A command: values are never shown on the screen, or they are again.</extracomment>
        <translation>プレゼンテーションモードをオフにする</translation>
    </message>
    <message>
        <source>Turn presentation mode on</source>
        <translation>プレゼンテーションモードをオンにする</translation>
    </message>
    <message>
        <source>This secret is not an SSH key</source>
        <extracomment>Why a command is not available: it is for SSH keys.</extracomment>
        <translation>このシークレットは SSH 鍵ではありません</translation>
    </message>
    <message>
        <source>Copy public key</source>
        <extracomment>A command: the public half of an SSH key.</extracomment>
        <translation>公開鍵をコピー</translation>
    </message>
    <message>
        <source>Add to ssh-agent…</source>
        <extracomment>A command: asks for how long an SSH key goes into the SSH agent, whose name is ssh-agent.</extracomment>
        <translation>ssh-agent に追加…</translation>
    </message>
    <message>
        <source>It is in ssh-agent already</source>
        <extracomment>Why a key cannot be put into the SSH agent.</extracomment>
        <translation>すでに ssh-agent にあります</translation>
    </message>
    <message>
        <source>Remove from ssh-agent</source>
        <extracomment>A command: takes a key out of the SSH agent.</extracomment>
        <translation>ssh-agent から削除</translation>
    </message>
    <message>
        <source>It is not in ssh-agent</source>
        <extracomment>Why a key cannot be taken out of the SSH agent.</extracomment>
        <translation>ssh-agent にありません</translation>
    </message>
    <message>
        <source>Only API keys can be copied so</source>
        <extracomment>Why a secret cannot be copied as a line for a shell or as JSON.</extracomment>
        <translation>この形式でコピーできるのは API キーだけです</translation>
    </message>
    <message>
        <source>Fewer than two secrets are chosen</source>
        <extracomment>Why a command is not available: it is for two secrets or more.</extracomment>
        <translation>選択されたシークレットが 2 つ未満です</translation>
    </message>
    <message>
        <source>Choose several</source>
        <extracomment>What some keys do in the list of secrets.</extracomment>
        <translation>複数選択</translation>
    </message>
    <message>
        <source>Choose all secrets of the list</source>
        <extracomment>A command; the key works in the list.</extracomment>
        <translation>リストのシークレットをすべて選択</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <extracomment>Why nothing can be chosen.</extracomment>
        <translation>リストは空です</translation>
    </message>
    <message>
        <source>Share the chosen secrets…</source>
        <extracomment>A command: gives people access to several secrets.</extracomment>
        <translation>選択したシークレットを共有…</translation>
    </message>
    <message>
        <source>Move the chosen secrets…</source>
        <extracomment>A command.</extracomment>
        <translation>選択したシークレットを移動…</translation>
    </message>
    <message>
        <source>This account has no folders to move them to</source>
        <extracomment>Why secrets cannot be moved.</extracomment>
        <translation>このアカウントには移動先のフォルダーがありません</translation>
    </message>
    <message>
        <source>Add the chosen secrets to favourites</source>
        <extracomment>A command: gives several secrets a star.</extracomment>
        <translation>選択したシークレットをお気に入りに追加</translation>
    </message>
    <message>
        <source>Remove the chosen secrets from favourites</source>
        <extracomment>A command: takes the star of several secrets away.</extracomment>
        <translation>選択したシークレットをお気に入りから削除</translation>
    </message>
    <message>
        <source>Delete the chosen secrets…</source>
        <extracomment>A command: after a question.</extracomment>
        <translation>選択したシークレットを削除…</translation>
    </message>
    <message>
        <source>Open its menu</source>
        <extracomment>What some keys do: of the secret or folder that is current, with all that can be done with it.</extracomment>
        <translation>メニューを開く</translation>
    </message>
    <message>
        <source>In the tree: open or close a folder</source>
        <extracomment>What some keys do in the tree of lists and folders: what lies below a folder is shown, or not any more.</extracomment>
        <translation>ツリー：フォルダーを開閉</translation>
    </message>
    <message>
        <source>In the tree: open every folder</source>
        <extracomment>What a key does in the tree of lists and folders.</extracomment>
        <translation>ツリー：すべてのフォルダーを開く</translation>
    </message>
    <message>
        <source>In the tree: to the first, to the last</source>
        <extracomment>What some keys do in the tree of lists and folders.</extracomment>
        <translation>ツリー：最初へ、最後へ</translation>
    </message>
    <message>
        <source>In the tree: to what begins so</source>
        <extracomment>What some keys do in the tree of lists and folders: the first letters of a name lead to it.</extracomment>
        <translation>ツリー：その文字で始まる項目へ</translation>
    </message>
    <message>
        <source>In the quick lookup: copy that result</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>クイック検索：その結果をコピー</translation>
    </message>
    <message>
        <source>In the quick lookup: open it here</source>
        <extracomment>What a key does in the window of the quick lookup.</extracomment>
        <translation>クイック検索：ここで開く</translation>
    </message>
    <message>
        <source>Open the first web address</source>
        <extracomment>A command: in the browser.</extracomment>
        <translation>最初の Web アドレスを開く</translation>
    </message>
    <message>
        <source>It has no web address</source>
        <extracomment>Why no browser can be opened for a secret.</extracomment>
        <translation>Web アドレスがありません</translation>
    </message>
    <message>
        <source>Copy password and one-time code in one</source>
        <extracomment>A command: password and one-time code as one text, for services that take both in one field.</extracomment>
        <translation>パスワードとワンタイムコードをまとめてコピー</translation>
    </message>
    <message>
        <source>Duplicate secret…</source>
        <extracomment>A command: begins a new secret that holds what the shown one does.</extracomment>
        <translation>シークレットを複製…</translation>
    </message>
    <message>
        <source>Add tag to secret…</source>
        <extracomment>A command: a word to file the secret under is typed next.</extracomment>
        <translation>シークレットにタグを追加…</translation>
    </message>
    <message>
        <source>Type password, key or token into another window…</source>
        <extracomment>A command: types the value into another program&apos;s window, as a keyboard would.</extracomment>
        <translation>パスワード、鍵、トークンを別のウィンドウに入力…</translation>
    </message>
    <message>
        <source>Type user name, Tab, password into another window…</source>
        <extracomment>A command: types both into another program&apos;s window, with the Tab key between.</extracomment>
        <translation>ユーザー名、Tab、パスワードを別のウィンドウに入力…</translation>
    </message>
    <message>
        <source>Export folder…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>フォルダーをエクスポート…</translation>
    </message>
    <message>
        <source>Export secrets…</source>
        <extracomment>A command: writes secrets of the account into a file.</extracomment>
        <translation>シークレットをエクスポート…</translation>
    </message>
    <message>
        <source>Export the chosen secrets…</source>
        <extracomment>A command: into a file.</extracomment>
        <translation>選択したシークレットをエクスポート…</translation>
    </message>
    <message>
        <source>Import secrets…</source>
        <extracomment>A command: secrets from a file of another program.</extracomment>
        <translation>シークレットをインポート…</translation>
    </message>
</context>
<context>
    <name>coffret::CommentListModel</name>
    <message>
        <source>%1, changed</source>
        <extracomment>When a comment was written, and that it was changed since. %1 is a moment.</extracomment>
        <translation>%1、変更あり</translation>
    </message>
</context>
<context>
    <name>coffret::ComparisonViewModel</name>
    <message>
        <source>Environments of %1</source>
        <extracomment>Heading of the comparison of environments. %1 is an application.</extracomment>
        <translation>%1 の環境</translation>
    </message>
    <message>
        <source>All values are the same.</source>
        <extracomment>What a comparison of names and values comes to.</extracomment>
        <translation>すべての値が同じです。</translation>
    </message>
    <message>
        <source>The values that could be compared are the same.</source>
        <extracomment>What a comparison of names and values comes to, where some could not be compared.</extracomment>
        <translation>比較できた値は、すべて同じです。</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) differ.</source>
        <translation>
            <numerusform>%n 件の名前に違いがあります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) could not be compared.</source>
        <extracomment>After what a comparison comes to. %n is a number of values.</extracomment>
        <translation>
            <numerusform>%n 件の値を比較できませんでした。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) have no value somewhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at. %n is a number of names.</extracomment>
        <translation>
            <numerusform>%n 件の名前は、値のない環境があります。値が同じかどうかは確認していません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every name has a value everywhere. Whether the values are the same was not looked at.</source>
        <extracomment>What a comparison comes to in which values were not looked at.</extracomment>
        <translation>どの名前にも、すべての環境で値があります。値が同じかどうかは確認していません。</translation>
    </message>
    <message>
        <source>Every name has a value wherever that could be read. Whether the values are the same was not looked at.</source>
        <translation>確認できた範囲では、どの名前にも値があります。値が同じかどうかは確認していません。</translation>
    </message>
    <message>
        <source>No name contains “%1”.</source>
        <extracomment>In place of a comparison. %1 is what the user searched for.</extracomment>
        <translation>「%1」を含む名前はありません。</translation>
    </message>
    <message>
        <source>Nothing is known to differ.</source>
        <extracomment>In place of a comparison.</extracomment>
        <translation>分かっている違いはありません。</translation>
    </message>
    <message>
        <source>There are no secrets in these environments.</source>
        <translation>これらの環境にシークレットはありません。</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>What is looked at in a comparison. %1 is a name, %2 an environment.</extracomment>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>This environment could not be read</source>
        <extracomment>Why a value cannot be set there.</extracomment>
        <translation>この環境を読めませんでした</translation>
    </message>
</context>
<context>
    <name>coffret::ConflictListModel</name>
    <message>
        <source>Name</source>
        <extracomment>Labels of what differs between two versions of a secret.</extracomment>
        <translation>名前</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Symbol</source>
        <extracomment>Label of what differs between two versions of a secret.</extracomment>
        <translation>アイコン</translation>
    </message>
</context>
<context>
    <name>coffret::DetailViewModel</name>
    <message>
        <source>This account can only be read</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>このアカウントは読み取り専用です</translation>
    </message>
    <message>
        <source>You can read this, but not change it</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>閲覧はできますが、変更はできません</translation>
    </message>
    <message>
        <source>This version of Coffret does not know its type</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>このバージョンの Coffret は、この種類に対応していません</translation>
    </message>
    <message>
        <source>Its details cannot be decrypted</source>
        <extracomment>Why a secret cannot be changed.</extracomment>
        <translation>詳細情報を復号できません</translation>
    </message>
    <message>
        <source>The secret has no such field.</source>
        <extracomment>In place of a value: the opened secret turned out to have other fields than the list promised.</extracomment>
        <translation>シークレットにそのフィールドはありません。</translation>
    </message>
    <message>
        <source>The fields it has are shown now.</source>
        <extracomment>What to do next, after the sentence above.</extracomment>
        <translation>実際にあるフィールドを表示しています。</translation>
    </message>
    <message>
        <source>%1 Copy it anyway?</source>
        <translation>%1それでもコピーしますか？</translation>
    </message>
    <message>
        <source>The value has characters that cannot be written that way.</source>
        <extracomment>Message instead of copying: for example a line break cannot stand in a header.</extracomment>
        <translation>値に、この形式では表せない文字があります。</translation>
    </message>
    <message>
        <source>%1 with one-time code</source>
        <extracomment>What was copied, in a message: two values in one. %1 is the label of the first, for example Password.</extracomment>
        <translation>%1 とワンタイムコード</translation>
    </message>
    <message>
        <source>Shared</source>
        <extracomment>Below the name of a secret: others have it too.</extracomment>
        <translation>共有</translation>
    </message>
    <message>
        <source>Only you</source>
        <extracomment>Below the name of a secret: nobody else has it.</extracomment>
        <translation>自分のみ</translation>
    </message>
    <message>
        <source>Kept on this computer, as of %1</source>
        <extracomment>In a banner above a secret that was kept for when its server cannot be reached. %1 is a moment, for example &quot;yesterday 18:02&quot;.</extracomment>
        <translation>このコンピューターに保存（%1 時点）</translation>
    </message>
</context>
<context>
    <name>coffret::DiscussionViewModel</name>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <extracomment>Below the field for a comment. %n is how many characters have to go.</extracomment>
        <translation>
            <numerusform>%n 文字超過</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <extracomment>Below the field for a comment. %n is how many characters still fit.</extracomment>
        <translation>
            <numerusform>残り %n 文字</numerusform>
        </translation>
    </message>
    <message>
        <source>Changing your comment</source>
        <extracomment>Above the field for a comment: an earlier one is being changed.</extracomment>
        <translation>コメントを変更中</translation>
    </message>
    <message>
        <source>Answering %1</source>
        <extracomment>Above the field for a comment. %1 is a person.</extracomment>
        <translation>%1 さんに返信</translation>
    </message>
</context>
<context>
    <name>coffret::EditFieldModel</name>
    <message>
        <source>Taken back when your access ended. On the server it stays as it is.</source>
        <extracomment>Help under a field of a secret to which access has ended while it was being changed.</extracomment>
        <translation>アクセスの終了時に取り除かれました。サーバー上ではそのまま残ります。</translation>
    </message>
    <message>
        <source>The key the service shows when you turn it on: letters and digits, or an address that begins with otpauth://</source>
        <extracomment>Help under the field of a one-time code. otpauth:// is the beginning of such an address.</extracomment>
        <translation>有効にする際にサービスが表示する鍵です。英数字、または otpauth:// で始まるアドレスです。</translation>
    </message>
</context>
<context>
    <name>coffret::EditorViewModel</name>
    <message>
        <source>Your administrator sets this</source>
        <extracomment>Why the day a secret expires cannot be chosen.</extracomment>
        <translation>管理者が設定します</translation>
    </message>
    <message>
        <source>Your access to it has ended</source>
        <extracomment>Why a value that is being changed cannot be shown.</extracomment>
        <translation>これへのアクセスは終了しました</translation>
    </message>
    <message>
        <source>Selection</source>
        <extracomment>What was copied, in a message: a part of a value that is being written.</extracomment>
        <translation>選択部分</translation>
    </message>
    <message>
        <source>Saving…</source>
        <extracomment>Beside the Save button.</extracomment>
        <translation>保存中…</translation>
    </message>
    <message>
        <source>Nothing written yet</source>
        <extracomment>Beside the Save button, which does nothing yet.</extracomment>
        <translation>まだ何も入力されていません</translation>
    </message>
    <message>
        <source>Nothing changed yet</source>
        <translation>まだ何も変更されていません</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>シークレット「%1」はすでにあります。</translation>
    </message>
    <message>
        <source>Set its value to what you have written, open it, or choose another name.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>入力した値をそのシークレットに設定するか、開くか、別の名前にしてください。</translation>
    </message>
    <message>
        <source>“%1” created</source>
        <extracomment>Message after saving. %1 is the name of a secret.</extracomment>
        <translation>「%1」を作成しました</translation>
    </message>
    <message>
        <source>“%1” saved</source>
        <translation>「%1」を保存しました</translation>
    </message>
    <message>
        <source>The server&apos;s version stays</source>
        <extracomment>Message: the user chose the other version of a secret, so what was written is given up.</extracomment>
        <translation>サーバーの内容を残しました</translation>
    </message>
    <message>
        <source>Put the new secret in</source>
        <extracomment>Heading above the folders a new secret can be put in</extracomment>
        <translation>新しいシークレットの保存先</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <extracomment>The name that a copy of a secret begins with. %1 is the name of that secret.</extracomment>
        <translation>%1 のコピー</translation>
    </message>
    <message>
        <source>“%1” is sent when the server can be reached</source>
        <extracomment>Message: what was written is sent later. %1 is the name of a secret</extracomment>
        <translation>「%1」はサーバーに接続できたときに送信されます</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile.</source>
        <extracomment>A new secret is saved whose earlier saves were not answered.</extracomment>
        <translation>その間に同じ名前のシークレットが現れました。</translation>
    </message>
    <message>
        <source>It may be this one: look before you save it again.</source>
        <extracomment>What to do about the sentence above.</extracomment>
        <translation>これかもしれません。もう一度保存する前に確認してください。</translation>
    </message>
    <message>
        <source>The secret is gone. What you wrote can be saved as a new one.</source>
        <extracomment>Message: a secret was to be changed, and is gone. The form holds what the user had written.</extracomment>
        <translation>シークレットはなくなりました。入力した内容は新しいシークレットとして保存できます。</translation>
    </message>
    <message>
        <source>This change is just being sent</source>
        <extracomment>Message: a change cannot be opened in the form right now</extracomment>
        <translation>この変更は送信中です</translation>
    </message>
</context>
<context>
    <name>coffret::EnrolmentViewModel</name>
    <message>
        <source>Your key; it is in your GnuPG keyring already</source>
        <extracomment>About the key in an account kit</extracomment>
        <translation>自分の鍵（GnuPG のキーリングに登録済み）</translation>
    </message>
    <message>
        <source>Your key, locked with your passphrase</source>
        <translation>自分の鍵（パスフレーズで保護）</translation>
    </message>
    <message>
        <source>Your key, without a passphrase: whoever has the kit has the key</source>
        <translation>自分の鍵（パスフレーズなし）。キットを手に入れた人は、鍵も手に入れることになります</translation>
    </message>
    <message>
        <source>This file is not the account kit any more.</source>
        <translation>このファイルは、もうアカウントキットではありません。</translation>
    </message>
    <message>
        <source>It was left alone.</source>
        <translation>ファイルはそのまま残しました。</translation>
    </message>
    <message>
        <source>The account kit could not be deleted.</source>
        <translation>アカウントキットを削除できませんでした。</translation>
    </message>
    <message>
        <source>Delete it yourself: %1</source>
        <translation>自分で削除してください：%1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentCellModel</name>
    <message>
        <source>Different values</source>
        <extracomment>Under a name of which environments hold values that are not all the same.</extracomment>
        <translation>値が異なります</translation>
    </message>
    <message numerus="yes">
        <source>No value in %n environment(s)</source>
        <extracomment>Under a name. %n is in how many environments it has no value.</extracomment>
        <translation>
            <numerusform>%n 個の環境で値なし</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Same where it could be compared, %n could not be</source>
        <extracomment>Under a name. %n is in how many environments nobody knows what the value is.</extracomment>
        <translation>
            <numerusform>比較できた範囲では同じ、%n 個は比較不可</numerusform>
        </translation>
    </message>
    <message>
        <source>Same everywhere</source>
        <extracomment>Under a name of which all environments hold the same value.</extracomment>
        <translation>すべて同じ</translation>
    </message>
    <message>
        <source>same as %1</source>
        <extracomment>About a value in one environment. %1 are others that hold the same.</extracomment>
        <translation>%1 と同じ</translation>
    </message>
    <message>
        <source>different from %1</source>
        <extracomment>About a value in one environment. %1 are others that hold another.</extracomment>
        <translation>%1 と異なる</translation>
    </message>
    <message>
        <source>not there</source>
        <extracomment>About a name that an environment does not have.</extracomment>
        <translation>なし</translation>
    </message>
    <message>
        <source>there without a value</source>
        <extracomment>About a name that an environment has, without a value.</extracomment>
        <translation>あるが値なし</translation>
    </message>
    <message>
        <source>not told</source>
        <extracomment>About a name in an environment that could not be read.</extracomment>
        <translation>不明</translation>
    </message>
    <message>
        <source>has value, which could not be compared</source>
        <extracomment>About a name in an environment whose value was to be compared with others.</extracomment>
        <translation>値あり、比較不可</translation>
    </message>
    <message>
        <source>has value</source>
        <extracomment>About a name in an environment. In the second, %1 says where else the value is the same or another.</extracomment>
        <translation>値あり</translation>
    </message>
    <message>
        <source>has value, %1</source>
        <translation>値あり、%1</translation>
    </message>
    <message>
        <source>%1 in %2: %3</source>
        <extracomment>A cell of a comparison. %1 is a name, %2 an environment, %3 what is there, for example &quot;has value&quot;.</extracomment>
        <translation>%2 の %1：%3</translation>
    </message>
    <message>
        <source>Not there</source>
        <extracomment>Cells of a comparison, short. The last names a value that is not the same everywhere, by a letter %1.</extracomment>
        <translation>なし</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>値なし</translation>
    </message>
    <message>
        <source>Has value</source>
        <translation>値あり</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>同じ</translation>
    </message>
    <message>
        <source>Value %1</source>
        <translation>値 %1</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentExportViewModel</name>
    <message>
        <source>Export %1 to an encrypted file</source>
        <extracomment>Heading of the sheet that writes an encrypted file. %1 is an environment, for example staging.</extracomment>
        <translation>%1 を暗号化ファイルにエクスポート</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>書き込むものがないため、ファイルは作成されませんでした。</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) written, encrypted, to %1.</source>
        <extracomment>What became of an export. %n is how many values are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>%n 件の値を暗号化して %1 に書き込みました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a value: %1.</source>
        <extracomment>What is not in an exported file. %1 are names.</extracomment>
        <translation>値なし：%1。</translation>
    </message>
    <message>
        <source>Left out, as a .env file cannot hold it: %1.</source>
        <extracomment>What is not in an exported file, because its format has no way to write it. %1 are names.</extracomment>
        <translation>.env ファイルに書けないため除外：%1。</translation>
    </message>
    <message>
        <source>Left out, as it could not be decrypted: %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose encrypted values could not be opened.</extracomment>
        <translation>復号できなかったため除外：%1。</translation>
    </message>
    <message>
        <source>Left out, as nobody vouches for it (open the secret to look at it): %1.</source>
        <extracomment>What is not in an exported file. %1 are names of secrets whose values nobody known has signed.</extracomment>
        <translation>保証する人がいないため除外（内容を見るにはシークレットを開いてください）：%1。</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>ファイルの暗号化に使える自分の OpenPGP 鍵がありません</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>書き込むファイルを選んでください</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Buttons: writes an encrypted file, in place of the one that is there; or a new one.</extracomment>
        <translation>ファイルを置き換え</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>暗号化して保存</translation>
    </message>
    <message>
        <source>It holds every value of this environment, and can be opened with the keys of: %1.</source>
        <extracomment>What a file that is written will be, below &quot;The file is encrypted with OpenPGP&quot;. %1 are the people whose keys open it.</extracomment>
        <translation>この環境のすべての値を含み、次の人の鍵で開くことができます：%1。</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentImportViewModel</name>
    <message>
        <source>Import a .env file into %1</source>
        <extracomment>Heading of the sheet that reads a .env file. %1 is an environment, for example staging.</extracomment>
        <translation>.env ファイルを %1 にインポート</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many names are not there yet.</extracomment>
        <translation>
            <numerusform>新規 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a value until now</source>
        <extracomment>What a file comes to. %n is how many secrets get their first value in this environment.</extracomment>
        <translation>
            <numerusform>これまで値なし %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <extracomment>What a file comes to. %n is how many values change.</extracomment>
        <translation>
            <numerusform>変更 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n the same</source>
        <extracomment>What a file comes to. %n is how many values are there already.</extracomment>
        <translation>
            <numerusform>同じ %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many lines cannot be used.</extracomment>
        <translation>
            <numerusform>除外 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <extracomment>What a file comes to, before anything is written. %1 is a list such as &quot;2 new and 1 changed&quot;.</extracomment>
        <translation>このファイルには何もありません。</translation>
    </message>
    <message>
        <source>%1. Nothing is written yet.</source>
        <translation>%1。まだ何も書き込まれていません。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of a file: the user stopped.</extracomment>
        <translation>中止しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written.</source>
        <extracomment>What became of a file. %n is how many lines were written.</extracomment>
        <translation>
            <numerusform>%n 行を書き込みました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be written: no answer came.</source>
        <extracomment>What became of a file. %n is how many lines were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n 行は応答がなく、書き込まれた可能性があります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be written.</source>
        <extracomment>What became of a file. %n is how many lines were not written.</extracomment>
        <translation>
            <numerusform>%n 行は書き込まれていません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n line(s)</source>
        <extracomment>Buttons: writes the lines of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>残り %n 行を続行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n line(s)</source>
        <extracomment>Button: writes the lines of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>%n 行をインポート</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far a file is. %1 and %2 are numbers of lines.</extracomment>
        <translation>%1／%2</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentTargetModel</name>
    <message>
        <source>Value set</source>
        <extracomment>Beside an environment: what became of the new value there.</extracomment>
        <translation>設定済み</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>未設定</translation>
    </message>
    <message>
        <source>May be set</source>
        <extracomment>Beside an environment: the new value was sent there, and no answer came.</extracomment>
        <translation>設定された可能性あり</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>未実行</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentValueViewModel</name>
    <message>
        <source>New secret in %1</source>
        <extracomment>Heading of the sheet that makes a secret in several environments. %1 is an application.</extracomment>
        <translation>%1 に新しいシークレット</translation>
    </message>
    <message>
        <source>Set the value of %1</source>
        <extracomment>Heading of the sheet that sets a value in several environments. %1 is the name of a secret.</extracomment>
        <translation>%1 の値を設定</translation>
    </message>
    <message>
        <source>There is a secret “%1” already.</source>
        <extracomment>A new secret cannot be made. %1 is its name.</extracomment>
        <translation>シークレット「%1」はすでにあります。</translation>
    </message>
    <message>
        <source>Looking up the environments…</source>
        <extracomment>Below a sheet, while the environments of an application are asked for.</extracomment>
        <translation>環境を取得中…</translation>
    </message>
    <message>
        <source>%1 of %2 set</source>
        <extracomment>How far setting a value is. %1 and %2 are numbers of environments.</extracomment>
        <translation>%2 個中 %1 個を設定</translation>
    </message>
    <message numerus="yes">
        <source>Set in %n environment(s).</source>
        <extracomment>What became of a value. %n is in how many environments it was set.</extracomment>
        <translation>
            <numerusform>%n 個の環境に設定しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused it.</source>
        <extracomment>What became of a value. %n is in how many environments it was refused.</extracomment>
        <translation>
            <numerusform>%n 個の環境は拒否しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n it may be set: no answer came.</source>
        <extracomment>What became of a value. %n is in how many environments nobody knows, as no answer came.</extracomment>
        <translation>
            <numerusform>%n 個の環境は応答がなく、設定された可能性があります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n nothing was tried.</source>
        <extracomment>What became of a value. %n is in how many environments nothing was sent.</extracomment>
        <translation>
            <numerusform>%n 個の環境では実行していません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try the rest</source>
        <extracomment>Button: sets a value where that failed or was not tried.</extracomment>
        <translation>残りを実行</translation>
    </message>
    <message>
        <source>Create</source>
        <extracomment>Buttons: makes a secret with a value in the chosen environments; sets the value of one that is there.</extracomment>
        <translation>作成</translation>
    </message>
    <message>
        <source>Set value</source>
        <translation>値を設定</translation>
    </message>
    <message>
        <source>It needs a name</source>
        <extracomment>Why a new secret cannot be made yet.</extracomment>
        <translation>名前が必要です</translation>
    </message>
    <message>
        <source>Choose an environment</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>環境を選んでください</translation>
    </message>
    <message>
        <source>It needs a value</source>
        <extracomment>Why a value cannot be set yet.</extracomment>
        <translation>値が必要です</translation>
    </message>
</context>
<context>
    <name>coffret::EnvironmentsViewModel</name>
    <message>
        <source>Choose one of its environments</source>
        <extracomment>Why a file cannot be read into a folder or written from it: it is a whole application.</extracomment>
        <translation>環境を 1 つ選んでください</translation>
    </message>
    <message>
        <source>“%1” has no value here.</source>
        <extracomment>Messages instead of copying. %1 is the name of a secret.</extracomment>
        <translation>「%1」は、ここでは値がありません。</translation>
    </message>
    <message>
        <source>“%1” cannot be written like that.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret.</extracomment>
        <translation>「%1」は、この形式では書けません。</translation>
    </message>
    <message>
        <source>The value of “%1” could not be decrypted.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose encrypted value could not be opened.</extracomment>
        <translation>「%1」の値を復号できませんでした。</translation>
    </message>
    <message>
        <source>Nobody vouches for the value of “%1”: show it first, and copy it from there.</source>
        <extracomment>Message instead of copying. %1 is the name of a secret whose value nobody known has signed.</extracomment>
        <translation>「%1」の値を保証する人がいません。先に表示し、そこからコピーしてください。</translation>
    </message>
</context>
<context>
    <name>coffret::ExportViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>アカウントが開かれていません</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>管理者がエクスポートを許可していません</translation>
    </message>
    <message>
        <source>Install KeePassXC first: its program keepassxc-cli makes the database</source>
        <extracomment>Why no KeePass database can be made. keepassxc-cli is a program that comes with KeePassXC.</extracomment>
        <translation>先に KeePassXC をインストールしてください。付属の keepassxc-cli がデータベースを作成します</translation>
    </message>
    <message>
        <source>Your administrator does not allow exports that everybody can read</source>
        <extracomment>Why no file can be written that is not encrypted.</extracomment>
        <translation>管理者が、誰でも読める形でのエクスポートを許可していません</translation>
    </message>
    <message numerus="yes">
        <source>Everything in %1: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is an account, %n is how many secrets it has.</extracomment>
        <translation>
            <numerusform>%1 のすべて：%n 件のシークレット</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” and what is below it: %n secret(s)</source>
        <extracomment>Choice: what is exported. %1 is a folder, %n is how many secrets are in it and in the folders it holds.</extracomment>
        <translation>
            <numerusform>「%1」とその下のすべて：%n 件のシークレット</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is chosen in the list: %n secret(s)</source>
        <extracomment>Choice: what is exported. %n is how many secrets are chosen in the list.</extracomment>
        <translation>
            <numerusform>一覧で選択中のもの：%n 件のシークレット</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody vouches for its value: open the secret to look at it.</source>
        <extracomment>Why a secret is not in an exported file: nobody known has signed its value.</extracomment>
        <translation>値を保証する人がいません。シークレットを開いて確認してください。</translation>
    </message>
    <message>
        <source>It is of a type that Coffret does not know.</source>
        <extracomment>Why a secret is not in an exported file.</extracomment>
        <translation>Coffret の知らない種類です。</translation>
    </message>
    <message>
        <source>It is in the file without a value that this format has no way to write.</source>
        <extracomment>Why a secret is not whole in an exported file.</extracomment>
        <translation>ファイルに含まれていますが、この形式では書けない値が欠けています。</translation>
    </message>
    <message>
        <source>Export secrets of %1</source>
        <extracomment>Heading of the sheet that writes secrets of an account into a file. %1 is the account.</extracomment>
        <translation>%1 のシークレットをエクスポート</translation>
    </message>
    <message>
        <source>This is not the same password.</source>
        <extracomment>Below the field where a password is entered for the second time.</extracomment>
        <translation>同じパスワードではありません。</translation>
    </message>
    <message>
        <source>It can be opened with the keys of: %1. You sign it.</source>
        <extracomment>Who can open an encrypted file. %1 are the people whose keys open it.</extracomment>
        <translation>次の人の鍵で開くことができます：%1。署名はあなたが行います。</translation>
    </message>
    <message>
        <source>You have no OpenPGP key to encrypt the file with</source>
        <extracomment>Why nothing can be exported: the file has to be encrypted for somebody.</extracomment>
        <translation>ファイルの暗号化に使える自分の OpenPGP 鍵がありません</translation>
    </message>
    <message>
        <source>Enter a password for the database</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>データベースのパスワードを入力してください</translation>
    </message>
    <message>
        <source>Enter the password a second time</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>パスワードをもう一度入力してください</translation>
    </message>
    <message>
        <source>Confirm that the file may be read by everybody who gets it</source>
        <extracomment>Why nothing can be exported yet: a box has to be ticked.</extracomment>
        <translation>ファイルを手に入れた人は誰でも読めることを確認してください</translation>
    </message>
    <message>
        <source>There is no secret here</source>
        <extracomment>Why nothing can be exported.</extracomment>
        <translation>ここにはシークレットがありません</translation>
    </message>
    <message>
        <source>Choose a file to write</source>
        <extracomment>Why nothing can be exported yet.</extracomment>
        <translation>書き込むファイルを選んでください</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <extracomment>Button: writes a file in place of the one that is there.</extracomment>
        <translation>ファイルを置き換え</translation>
    </message>
    <message>
        <source>Save unencrypted</source>
        <extracomment>Buttons: writes a file that is encrypted; or one that is not.</extracomment>
        <translation>暗号化せずに保存</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>暗号化して保存</translation>
    </message>
    <message>
        <source>%L1 of %L2 opened</source>
        <extracomment>How far an export is. %1 of %2 secrets were opened.</extracomment>
        <translation>%L2 件中 %L1 件を開きました</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <extracomment>How far an export is: all secrets were opened.</extracomment>
        <translation>ファイルを書き込み中…</translation>
    </message>
    <message>
        <source>There was nothing to write: no file was made.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>書き込むものがないため、ファイルは作成されませんでした。</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) written to %1.</source>
        <extracomment>What became of an export. %n is how many secrets are in the file, %1 is the file.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを %1 に書き込みました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) left out.</source>
        <extracomment>What became of an export.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを除外しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) without all their values.</source>
        <extracomment>What became of an export: of some secrets a value is not in the file.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットは一部の値が欠けています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n cell(s) an apostrophe stands before what a spreadsheet would take for a formula. Whoever imports the table has to take it out again.</source>
        <extracomment>What became of an exported table. %n is how many of its cells were changed.</extracomment>
        <translation>
            <numerusform>%n 個のセルで、表計算ソフトが数式と見なすものの前にアポストロフィが付いています。表を取り込む人は、それを取り除く必要があります。</numerusform>
        </translation>
    </message>
    <message>
        <source>This is more than one file can hold.</source>
        <extracomment>Why an export failed.</extracomment>
        <translation>1 つのファイルに収まる量を超えています。</translation>
    </message>
    <message>
        <source>No file was made. Export its folders one by one.</source>
        <extracomment>What to do when an export failed because it is too large.</extracomment>
        <translation>ファイルは作成されませんでした。フォルダーごとにエクスポートしてください。</translation>
    </message>
    <message>
        <source>The first %L1 of them:</source>
        <extracomment>About a list of secrets that is cut short. %L1 is how many of them are in it.</extracomment>
        <translation>最初の %L1 件：</translation>
    </message>
</context>
<context>
    <name>coffret::FirstRunViewModel</name>
    <message>
        <source>The user name is missing.</source>
        <translation>ユーザー名が入力されていません。</translation>
    </message>
    <message>
        <source>Enter the one you sign in with on the server&apos;s portal.</source>
        <translation>サーバーのポータルへのサインインに使うユーザー名を入力してください。</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>パスワードが入力されていません。</translation>
    </message>
    <message>
        <source>The access token is missing.</source>
        <translation>アクセストークンが入力されていません。</translation>
    </message>
    <message>
        <source>Paste the token that the vault&apos;s own page made for you.</source>
        <translation>保管庫の Web ページで作成したトークンを貼り付けてください。</translation>
    </message>
    <message>
        <source>No app is named yet.</source>
        <translation>アプリがまだ指定されていません。</translation>
    </message>
    <message>
        <source>Enter the identifiers of the apps to show, separated by commas.</source>
        <translation>表示するアプリの識別子を、コンマ区切りで入力してください。</translation>
    </message>
    <message>
        <source>The demo vault could not be started.</source>
        <translation>デモ保管庫を起動できませんでした。</translation>
    </message>
    <message>
        <source>It comes with Coffret as coffret-demo-vault. Check that it is installed.</source>
        <translation>Coffret に付属する coffret-demo-vault です。インストールされているか確認してください。</translation>
    </message>
    <message>
        <source>This is a certificate.</source>
        <translation>これは証明書です。</translation>
    </message>
    <message>
        <source>It can be added where the server&apos;s address is asked for.</source>
        <translation>サーバーのアドレスを入力する画面で追加できます。</translation>
    </message>
    <message>
        <source>This is a key, not an account kit.</source>
        <translation>これは鍵で、アカウントキットではありません。</translation>
    </message>
    <message>
        <source>Choose Passbolt and enter the server&apos;s address first. Then you are asked for the key.</source>
        <translation>Passbolt を選び、先にサーバーのアドレスを入力してください。鍵はその後で指定します。</translation>
    </message>
    <message>
        <source>No account kit is chosen yet.</source>
        <translation>アカウントキットがまだ選択されていません。</translation>
    </message>
    <message>
        <source>Choose the file, or drop it here. Without one, go back and choose Passbolt.</source>
        <translation>ファイルを選ぶか、ここにドロップしてください。ない場合は、戻って Passbolt を選んでください。</translation>
    </message>
    <message>
        <source>This server&apos;s key is not the one in the account kit.</source>
        <translation>このサーバーの鍵は、アカウントキットのものと異なります。</translation>
    </message>
    <message>
        <source>Nothing was sent and nothing was imported. Ask whoever runs the server whether its key was exchanged; then download a new account kit.</source>
        <translation>何も送信もインポートもされていません。鍵が交換されたかどうかをサーバーの運用担当者に尋ね、その後で新しいアカウントキットをダウンロードしてください。</translation>
    </message>
</context>
<context>
    <name>coffret::FoldersViewModel</name>
    <message>
        <source>This account has no folders that can be changed</source>
        <extracomment>Why folders cannot be changed.</extracomment>
        <translation>このアカウントに、変更できるフォルダーはありません</translation>
    </message>
    <message>
        <source>You can see this folder, but not change it</source>
        <extracomment>Why a folder cannot be changed.</extracomment>
        <translation>このフォルダーは見られますが、変更はできません</translation>
    </message>
    <message>
        <source>This account has no sharing, or its administrator keeps it from you</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>このアカウントには共有の機能がないか、管理者が利用を制限しています</translation>
    </message>
    <message>
        <source>Your administrator does not allow sharing folders</source>
        <extracomment>Why a folder cannot be shared.</extracomment>
        <translation>管理者がフォルダーの共有を許可していません</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <extracomment>About a folder that is to be deleted.</extracomment>
        <translation>空のフォルダーです。</translation>
    </message>
    <message numerus="yes">
        <source>In it: %n secret(s), folders: %1.</source>
        <extracomment>About a folder that is to be deleted. %n is a number of secrets, %1 a number of folders.</extracomment>
        <translation>
            <numerusform>中身：シークレット %n 件、フォルダー %1 件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <extracomment>Error under the name of a folder.</extracomment>
        <translation>名前を入力してください。</translation>
    </message>
    <message>
        <source>Folders are moved on the server&apos;s own page</source>
        <extracomment>Why a folder cannot be moved.</extracomment>
        <translation>フォルダーの移動はサーバーの Web ページで行います</translation>
    </message>
</context>
<context>
    <name>coffret::GeneratorViewModel</name>
    <message>
        <source>Choose at least one kind of characters.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>文字の種類を 1 つ以上選んでください。</translation>
    </message>
    <message>
        <source>Nothing can be made of these choices.</source>
        <extracomment>Why no password can be generated.</extracomment>
        <translation>この選択では何も生成できません。</translation>
    </message>
    <message>
        <source>Weaker than what your server asks for: %1.</source>
        <extracomment>Below a generated password. %1 is a number such as &quot;114.3 bits of entropy&quot;.</extracomment>
        <translation>サーバーの指定より弱くなっています：%1。</translation>
    </message>
    <message>
        <source>New password</source>
        <extracomment>What was copied, in a message: a password that was just generated.</extracomment>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>Your server&apos;s administrator has set what new passwords are like.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>新しいパスワードの条件は、サーバーの管理者が定めています。</translation>
    </message>
    <message>
        <source>Your server proposes what new passwords are like. What you change is remembered.</source>
        <extracomment>Above the choices for a new password.</extracomment>
        <translation>新しいパスワードの条件は、サーバーの提案です。変更した内容は記憶されます。</translation>
    </message>
    <message>
        <source>Your server allows %1 to %2 and suggests %3.</source>
        <extracomment>Under the length of a new password. %1 and %2 are the limits, %3 is what the server asks for.
----------
Under the number of words of a new password. %1 and %2 are the limits, %3 is what the server asks for.</extracomment>
        <translation>サーバーの許容範囲は %1～%2、指定は %3 です。</translation>
    </message>
</context>
<context>
    <name>coffret::GranteeSearch</name>
    <message>
        <source>Nobody found for “%1”.</source>
        <translation>「%1」に一致する人は見つかりません。</translation>
    </message>
</context>
<context>
    <name>coffret::GroupsViewModel</name>
    <message numerus="yes">
        <source>You manage it, %n member(s)</source>
        <extracomment>Under the name of a group that the user may change. %n is how many people are in it.</extracomment>
        <translation>
            <numerusform>自分がマネージャー、メンバー %n 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the members of a group. %n is how many of them will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n 件の変更、まだ書き込まれていません</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to manage the group. Make somebody else a manager first.</source>
        <extracomment>Why the last manager of a group cannot be taken away.</extracomment>
        <translation>グループにはマネージャーが必要です。先にほかの人をマネージャーにしてください。</translation>
    </message>
    <message>
        <source>Change the group “%1”?</source>
        <extracomment>Heading of the question before a group changes. %1 is its name.</extracomment>
        <translation>グループ「%1」を変更しますか？</translation>
    </message>
    <message>
        <source>Change group</source>
        <extracomment>Button: changes who is in a group.</extracomment>
        <translation>グループを変更</translation>
    </message>
</context>
<context>
    <name>coffret::HealthViewModel</name>
    <message>
        <source>Every secret is opened once, one after the other, and wiped before the next.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>シークレットを 1 つずつ順に開き、次を開く前にメモリーから消去します。</translation>
    </message>
    <message>
        <source>Nothing of the result leaves this computer. Servers see that the secrets are read, and may log it.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>結果がこのコンピューターの外に出ることはありません。サーバーはシークレットが読まれたことを把握し、記録する場合があります。</translation>
    </message>
    <message>
        <source>What has to be checked out or approved first is left alone.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>先に借用または承認が必要なものは、対象外です。</translation>
    </message>
    <message>
        <source>The result is forgotten when Coffret locks.</source>
        <extracomment>What a check of all secrets does.</extracomment>
        <translation>結果は、Coffret のロック時に消去されます。</translation>
    </message>
    <message>
        <source>The account is not open</source>
        <extracomment>Why the secrets cannot be checked.</extracomment>
        <translation>アカウントが開かれていません</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) not open and left out</source>
        <extracomment>Before a check of all secrets: what it leaves out.</extracomment>
        <translation>
            <numerusform>開かれていないアカウント %n 件を除外</numerusform>
        </translation>
    </message>
    <message>
        <source>Of each password, the first five hexadecimal digits of its SHA-1 digest are sent to %1, and nothing else. The comparison with what comes back is made here.</source>
        <extracomment>Below a choice that is off at first: what is sent where when it is on. %1 is a host name.</extracomment>
        <translation>各パスワードの SHA-1 ハッシュ値の、16 進数で先頭 5 桁だけを %1 に送信します。返ってきた内容との照合は、このコンピューターで行います。</translation>
    </message>
    <message>
        <source>%1 of %2 secrets</source>
        <extracomment>How far a check of all secrets is. %1 and %2 are numbers.</extracomment>
        <translation>%2 件中 %1 件のシークレット</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 secrets.</source>
        <extracomment>After a check of all secrets that the user stopped. %1 and %2 are numbers.</extracomment>
        <translation>%2 件中 %1 件のシークレットで中止しました。</translation>
    </message>
    <message>
        <source>The passwords could not all be held against leaked ones.</source>
        <extracomment>Among the results of a check of all secrets.</extracomment>
        <translation>一部のパスワードを、漏えいしたものと照合できませんでした。</translation>
    </message>
</context>
<context>
    <name>coffret::ImportLineModel</name>
    <message>
        <source>Written</source>
        <extracomment>Beside a line of a file that is read into an environment: what became of it.</extracomment>
        <translation>書き込み済み</translation>
    </message>
    <message>
        <source>Made, but its value was not set</source>
        <translation>作成したが値は未設定</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>書き込まれていません</translation>
    </message>
    <message>
        <source>May be written</source>
        <extracomment>Beside a line of a file that was sent to an environment, and no answer came.</extracomment>
        <translation>書き込まれた可能性あり</translation>
    </message>
    <message>
        <source>New</source>
        <extracomment>Beside a line of a file that is read into an environment: what it comes to.</extracomment>
        <translation>新規</translation>
    </message>
    <message>
        <source>First value here</source>
        <translation>ここでは最初の値</translation>
    </message>
    <message>
        <source>Changes the value</source>
        <translation>値を変更</translation>
    </message>
    <message>
        <source>Same value, nothing to do</source>
        <translation>同じ値、変更なし</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Somebody has changed the value since the file was read.</source>
        <translation>ファイルの読み込み後に、ほかの人が値を変更しました。</translation>
    </message>
    <message>
        <source>Line %1 gives the same name another value.</source>
        <extracomment>Why a line of a .env file is left out. %1 is the number of another line.</extracomment>
        <translation>%1 行目で、同じ名前に別の値が指定されています。</translation>
    </message>
    <message>
        <source>It is neither NAME=VALUE nor a comment.</source>
        <translation>NAME=VALUE の形式でもコメントでもありません。</translation>
    </message>
    <message>
        <source>What stands before “=” is not a name.</source>
        <translation>「=」の前が名前ではありません。</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>There is more text after the closing quotation mark.</source>
        <translation>閉じる引用符の後に、余分な文字があります。</translation>
    </message>
    <message>
        <source>The value is too long.</source>
        <translation>値が長すぎます。</translation>
    </message>
    <message>
        <source>It is not text.</source>
        <translation>テキストではありません。</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name in a line of a .env file that has none.</extracomment>
        <translation>（名前なし）</translation>
    </message>
</context>
<context>
    <name>coffret::ImportRowModel</name>
    <message>
        <source>Imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>インポート済み</translation>
    </message>
    <message>
        <source>Imported without its note</source>
        <extracomment>Beside an item of a file that is imported, where one of its two parts was not written.</extracomment>
        <translation>ノートなしでインポート済み</translation>
    </message>
    <message>
        <source>Not imported</source>
        <extracomment>Beside an item of a file that is imported: what became of it.</extracomment>
        <translation>インポートできませんでした</translation>
    </message>
    <message>
        <source>May be imported</source>
        <extracomment>Beside an item of a file that was sent to the server, and no answer came.</extracomment>
        <translation>インポートされた可能性があります</translation>
    </message>
    <message>
        <source>New, a second time</source>
        <extracomment>Beside an item of a file that is to be imported: what it comes to.</extracomment>
        <translation>新規（2つ目）</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>すでにあります</translation>
    </message>
    <message>
        <source>Left out</source>
        <extracomment>Beside an item of a file that cannot be imported.</extracomment>
        <translation>対象外</translation>
    </message>
    <message>
        <source>New: %1</source>
        <extracomment>Beside an item of a file that is to be imported: what it will be. %1 is a type, such as &quot;Login&quot;.</extracomment>
        <translation>新規：%1</translation>
    </message>
    <message>
        <source>This account has no such type: everything in it goes into a note.</source>
        <extracomment>What happens to an imported item whose type the account does not have.</extracomment>
        <translation>このアカウントにはこの種類がないため、すべてノートに入ります。</translation>
    </message>
    <message>
        <source>What has no field here goes into a note beside it.</source>
        <extracomment>What happens to parts of an imported item that its type has no field for.</extracomment>
        <translation>ここにフィールドがないものは、別のノートに入ります。</translation>
    </message>
    <message>
        <source>What has no field here goes into its note.</source>
        <translation>ここにフィールドがないものは、そのノートに入ります。</translation>
    </message>
    <message>
        <source>Stays behind: %1.</source>
        <extracomment>What of an imported item is left behind. %1 are words such as &quot;attachments, history&quot;.</extracomment>
        <translation>残るもの：%1。</translation>
    </message>
    <message>
        <source>(no name)</source>
        <extracomment>In place of the name of an item of a file that has none.</extracomment>
        <translation>（名前なし）</translation>
    </message>
    <message>
        <source>Twice in the file</source>
        <extracomment>Beside an item of a file that stands in it more than once.</extracomment>
        <translation>ファイルに2回あります</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Why an item of a file cannot be imported. %1 is a field, such as &quot;User name&quot;, %2 what is wrong with it.</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>coffret::ImportViewModel</name>
    <message>
        <source>The account is not open</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>アカウントが開かれていません</translation>
    </message>
    <message>
        <source>This account takes .env files, into one environment at a time</source>
        <extracomment>Why nothing can be imported into an account whose secrets are values in environments.</extracomment>
        <translation>このアカウントは .env ファイルを環境ごとにインポートします</translation>
    </message>
    <message>
        <source>You cannot make secrets in this account</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>このアカウントではシークレットを作成できません</translation>
    </message>
    <message>
        <source>An administrator does not allow imports</source>
        <extracomment>Why nothing can be imported.</extracomment>
        <translation>管理者がインポートを許可していません</translation>
    </message>
    <message>
        <source>Import into</source>
        <extracomment>Heading above the folders that imported secrets can be put in</extracomment>
        <translation>インポート先</translation>
    </message>
    <message>
        <source>No folder</source>
        <extracomment>Where imported secrets go: into no folder.</extracomment>
        <translation>フォルダーなし</translation>
    </message>
    <message>
        <source>Import into “%1”</source>
        <extracomment>Heading of the sheet that imports secrets from another program&apos;s file. %1 is the name of an account.</extracomment>
        <translation>「%1」にインポート</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>What a file comes to. %n is how many of its items are imported.</extracomment>
        <translation>
            <numerusform>新規 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <extracomment>What a file comes to. %n is how many of its items the account has already.</extracomment>
        <translation>
            <numerusform>既存 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <extracomment>What a file comes to. %n is how many of its items cannot be imported.</extracomment>
        <translation>
            <numerusform>対象外 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: there is nothing in this file.</source>
        <extracomment>What a file comes to. %1 is what it is, such as &quot;Bitwarden, JSON&quot;.</extracomment>
        <translation>%1：このファイルには何もありません。</translation>
    </message>
    <message>
        <source>%1: %2. Nothing is written yet.</source>
        <extracomment>What a file comes to, before anything is written. %1 is what it is, such as &quot;Bitwarden, JSON&quot;, %2 a list such as &quot;12 new and 1 left out&quot;.</extracomment>
        <translation>%1：%2。まだ何も書き込んでいません。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <extracomment>What became of an import: the user stopped it.</extracomment>
        <translation>停止しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) imported.</source>
        <extracomment>What became of an import. %n is how many secrets were made.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットをインポートしました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be imported: no answer came. Sync, then import the file again: what is there is left alone.</source>
        <extracomment>What became of an import. %n is how many secrets were sent without an answer.</extracomment>
        <translation>
            <numerusform>%n 件はインポートされた可能性があります（応答がありませんでした）。同期してからもう一度ファイルをインポートしてください。すでにあるものはそのままです。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to be imported.</source>
        <extracomment>What became of an import. %n is how many secrets were not made.</extracomment>
        <translation>
            <numerusform>残り %n 件です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the file when you need it no more: whoever has it can read it.</source>
        <extracomment>After an import. The file is the one that was imported.</extracomment>
        <translation>不要になったらファイルを削除してください。持っている人は誰でも読めます。</translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n secret(s)</source>
        <extracomment>Buttons: imports the secrets of a file; goes on after that was stopped or failed. %n is how many.</extracomment>
        <translation>
            <numerusform>残り %n 件を続ける</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n secret(s)</source>
        <extracomment>Button: imports the secrets of a file. %n is how many.</extracomment>
        <translation>
            <numerusform>%n 件をインポート</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How far an import is. %1 and %2 are numbers of secrets.</extracomment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The database does not open with this password.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>このパスワードではデータベースが開きません。</translation>
    </message>
    <message>
        <source>KeePassXC has to be installed to open its databases.</source>
        <translation>データベースを開くには KeePassXC のインストールが必要です。</translation>
    </message>
    <message>
        <source>Coffret cannot tell what is in this file.</source>
        <translation>このファイルの内容を判別できません。</translation>
    </message>
    <message>
        <source>This file is damaged or not complete.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>このファイルは壊れているか不完全です。</translation>
    </message>
    <message>
        <source>This file is larger than any that Coffret imports.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>このファイルは Coffret がインポートできる大きさを超えています。</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>このファイルを読み取れません。</translation>
    </message>
    <message>
        <source>Check the password and whether there is a key file. A damaged database looks like this, too.</source>
        <extracomment>Below the message that a database does not open with a password.</extracomment>
        <translation>パスワードと、キーファイルの有無を確認してください。壊れたデータベースも同じように見えます。</translation>
    </message>
    <message>
        <source>Coffret reads KeePass databases (KDBX, XML), Bitwarden (JSON, not encrypted), 1Password (1PUX), CSV files with a heading, and its own exports.</source>
        <extracomment>Below the message that nobody knows what a file is. The words are names of programs and of kinds of files.</extracomment>
        <translation>Coffret は KeePass データベース (KDBX、XML)、Bitwarden (暗号化されていない JSON)、1Password (1PUX)、見出しのある CSV ファイル、Coffret 自身のエクスポートを読み取れます。</translation>
    </message>
    <message>
        <source>It is not signed with your key.</source>
        <extracomment>After what a file of Coffret&apos;s own comes to, which the user would have signed.</extracomment>
        <translation>あなたの鍵で署名されていません。</translation>
    </message>
    <message>
        <source>This export is encrypted, and only the program that wrote it can open it. Export it without encryption.</source>
        <extracomment>Why a file cannot be imported.</extracomment>
        <translation>このエクスポートは暗号化されていて、書き出したプログラムでしか開けません。暗号化せずにエクスポートしてください。</translation>
    </message>
    <message>
        <source>Opening the database took too long.</source>
        <extracomment>Why a KeePass database was not opened.</extracomment>
        <translation>データベースを開くのに時間がかかりすぎました。</translation>
    </message>
</context>
<context>
    <name>coffret::JobViewModel</name>
    <message>
        <source>It may have been done all the same.</source>
        <extracomment>After the reason why one part of something failed: the server may have got the request.</extracomment>
        <translation>実際には行われた可能性もあります。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>Progress of something that takes a while, before its size is known.</extracomment>
        <translation>開始中…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Progress of something that takes a while. %1 and %2 are numbers.</extracomment>
        <translation>%1／%2</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n step(s) were done and stay done.</source>
        <extracomment>End of something that was stopped. %n is how many parts were done before.</extracomment>
        <translation>
            <numerusform>中止しました。%n 件の処理は完了しており、元には戻りません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) were done.</source>
        <extracomment>End of something of which some parts failed. %n is how many went well.</extracomment>
        <translation>
            <numerusform>%n 件の処理が完了しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be done:</source>
        <extracomment>Above the names of the parts that failed. %n is how many there are.</extracomment>
        <translation>
            <numerusform>%n 件を実行できませんでした：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) were passed on without your signature, because nobody vouches for them. New readers see them as unsigned:</source>
        <extracomment>End of something that passed secrets on. A list of their names follows; %n is how many.</extracomment>
        <translation>
            <numerusform>%n 件の値は、保証する人がいないため、自分の署名なしで渡されました。新たに読む人には署名なしと表示されます：</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::LentViewModel</name>
    <message numerus="yes">
        <source>%n checked-out secret(s) will be taken back within 5 minutes</source>
        <extracomment>Reminder. %n is how many secrets; the time is counted down where they are shown.</extracomment>
        <translation>
            <numerusform>借用中のシークレット %n 件が、5 分以内に回収されます</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) given back</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを返却しました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) could not be given back. Open them to see why.</source>
        <extracomment>Short message at the foot of the window.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットを返却できませんでした。開いて理由を確認してください。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::MemberListModel</name>
    <message>
        <source>New</source>
        <extracomment>Beside a person who will be added to a group.</extracomment>
        <translation>新規</translation>
    </message>
    <message>
        <source>Leaves the group</source>
        <extracomment>Beside a person who will be taken out of a group.</extracomment>
        <translation>グループから外れます</translation>
    </message>
    <message>
        <source>Becomes manager</source>
        <extracomment>Beside a person in a group.</extracomment>
        <translation>マネージャーになります</translation>
    </message>
    <message>
        <source>No longer manager</source>
        <translation>マネージャーから外れます</translation>
    </message>
</context>
<context>
    <name>coffret::MoveViewModel</name>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <extracomment>In &quot;Move … to&quot;. %n is how many are moved.</extracomment>
        <translation>
            <numerusform>%n 件のシークレット</numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1 to</source>
        <extracomment>Heading above the places something can be moved to. %1 is for example &quot;3 secrets&quot;.</extracomment>
        <translation>%1の移動先</translation>
    </message>
    <message>
        <source>Move “%1” to</source>
        <extracomment>Heading above the places something can be moved to. %1 is a secret or folder.</extracomment>
        <translation>「%1」の移動先</translation>
    </message>
    <message>
        <source>Move “%1” out of its folder?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder.</extracomment>
        <translation>「%1」をフォルダーの外に移動しますか？</translation>
    </message>
    <message>
        <source>Move “%1” to %2?</source>
        <extracomment>Heading of the question before something is moved. %1 is a secret or folder, %2 where.</extracomment>
        <translation>「%1」を %2 に移動しますか？</translation>
    </message>
    <message>
        <source>Move</source>
        <extracomment>Button: moves a secret or folder.</extracomment>
        <translation>移動</translation>
    </message>
</context>
<context>
    <name>coffret::Notifications</name>
    <message>
        <source>Open</source>
        <extracomment>On a notification: brings the window to what it is about.</extracomment>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>coffret::OutboxViewModel</name>
    <message>
        <source>New in %1, written %2</source>
        <extracomment>Where and since when a new secret waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>%1 の新規、%2 に作成</translation>
    </message>
    <message>
        <source>Changed in %1, %2</source>
        <extracomment>Where and since when a change waits. %1 is an account, %2 a date with a time</extracomment>
        <translation>%1 で変更、%2</translation>
    </message>
    <message>
        <source>Being sent…</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>送信中…</translation>
    </message>
    <message>
        <source>Is sent when the server can be reached</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>サーバーに接続できたときに送信されます</translation>
    </message>
    <message>
        <source>A secret of this name has appeared meanwhile. It may be this one: look before you send it again.</source>
        <extracomment>Why a new secret was not sent by itself</extracomment>
        <translation>その間に同じ名前のシークレットが現れました。これかもしれません。もう一度送信する前に確認してください。</translation>
    </message>
    <message>
        <source>Somebody else changed this secret meanwhile. Edit it to compare.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>その間に別の人がこのシークレットを変更しました。編集して比較してください。</translation>
    </message>
    <message>
        <source>Somebody can read this secret whose key you have not confirmed. Edit it to do so.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>鍵を確認していない人がこのシークレットを読めます。編集して確認してください。</translation>
    </message>
    <message>
        <source>Waiting changes cannot be read</source>
        <extracomment>At the foot of the sidebar</extracomment>
        <translation>待機中の変更を読み取れません</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent yet</source>
        <extracomment>At the foot of the sidebar: so many changes that were made without the server</extracomment>
        <translation>
            <numerusform>未送信の変更 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>What waits to be sent to %1 cannot be read.</source>
        <extracomment>%1 is the name of an account</extracomment>
        <translation>%1 への送信待ちの内容を読み取れません。</translation>
    </message>
    <message>
        <source>“%1” sent</source>
        <translation>「%1」を送信しました</translation>
    </message>
    <message>
        <source>Open in the form</source>
        <extracomment>How it stands with a change that waits</extracomment>
        <translation>フォームで開いています</translation>
    </message>
    <message>
        <source>Needs the passphrase of your key: send it by hand</source>
        <extracomment>How it stands with a change that waits: nobody was asked for the passphrase</extracomment>
        <translation>鍵のパスフレーズが必要です。手動で送信してください</translation>
    </message>
    <message>
        <source>It was to be sealed, and this account does not seal any more. Edit it to decide.</source>
        <extracomment>Why a change was not sent by itself</extracomment>
        <translation>封印するはずでしたが、このアカウントはもう封印しません。編集して決めてください。</translation>
    </message>
</context>
<context>
    <name>coffret::OwnKeysViewModel</name>
    <message>
        <source>The key your server knows you by is not on this computer.</source>
        <translation>サーバーに登録されている鍵が、このコンピューターにありません。</translation>
    </message>
    <message>
        <source>Use a file with that key, such as your recovery kit, or insert your card and come back to this page.</source>
        <translation>リカバリーキットなど、その鍵のファイルを使うか、カードを挿入してこのページに戻ってください。</translation>
    </message>
    <message>
        <source>There is no OpenPGP key of yours on this computer.</source>
        <translation>このコンピューターに自分の OpenPGP 鍵はありません。</translation>
    </message>
    <message>
        <source>Use a file with your key, or insert your card and come back to this page.</source>
        <translation>鍵のファイルを使うか、カードを挿入してこのページに戻ってください。</translation>
    </message>
    <message>
        <source>Expired, revoked, or not able to decrypt</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>期限切れ、失効済み、または復号に使えません</translation>
    </message>
    <message>
        <source>Not the key your server knows you by</source>
        <translation>サーバーに登録されている鍵ではありません</translation>
    </message>
    <message>
        <source>No key is chosen yet.</source>
        <translation>鍵がまだ選択されていません。</translation>
    </message>
    <message>
        <source>Choose one of your keys, or make a new one.</source>
        <translation>自分の鍵を 1 つ選ぶか、新しい鍵を作成してください。</translation>
    </message>
    <message>
        <source>Choose the key that the server knows you by.</source>
        <translation>サーバーに登録されている鍵を選んでください。</translation>
    </message>
    <message>
        <source>By the server&apos;s clock this key is not made yet.</source>
        <translation>サーバーの時計では、この鍵はまだ作成されていません。</translation>
    </message>
    <message>
        <source>Wait that long, or set the clock and make another key; then press Next again.</source>
        <translation>その時間だけ待つか、時計を合わせて別の鍵を作成してから、もう一度「次へ」を押してください。</translation>
    </message>
    <message>
        <source>Is in your GnuPG keyring already.</source>
        <extracomment>About a key in a file</extracomment>
        <translation>すでに GnuPG のキーリングにあります。</translation>
    </message>
    <message>
        <source>Goes into your GnuPG keyring as it is; gpg then asks for its passphrase.</source>
        <translation>そのまま GnuPG のキーリングに入ります。続いて gpg がパスフレーズを尋ねます。</translation>
    </message>
    <message>
        <source>Has no passphrase: whoever gets the file has the key. Goes into your GnuPG keyring as it is.</source>
        <translation>パスフレーズがないため、ファイルを手に入れた人は鍵も手に入れることになります。そのまま GnuPG のキーリングに入ります。</translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation>同じ名前のファイルがすでにあります。</translation>
    </message>
    <message>
        <source>It was left alone. Choose another name.</source>
        <translation>そのファイルは変更していません。別の名前にしてください。</translation>
    </message>
    <message>
        <source>The key has no passphrase, so it was not written to a file.</source>
        <translation>鍵にパスフレーズがないため、ファイルに書き込みませんでした。</translation>
    </message>
    <message>
        <source>Give it one with gpg --change-passphrase, then save the recovery kit.</source>
        <translation>gpg --change-passphrase でパスフレーズを設定してから、リカバリーキットを保存してください。</translation>
    </message>
    <message>
        <source>The recovery kit could not be written.</source>
        <translation>リカバリーキットを書き込めませんでした。</translation>
    </message>
    <message>
        <source>Choose a folder that exists and that you may write to.</source>
        <translation>書き込み可能な、既存のフォルダーを選んでください。</translation>
    </message>
</context>
<context>
    <name>coffret::PaletteViewModel</name>
    <message>
        <source>Switch to %1</source>
        <extracomment>A line of the command palette. %1 is the name of an account.</extracomment>
        <translation>「%1」に切り替え</translation>
    </message>
    <message>
        <source> / </source>
        <extracomment>Between a folder and its parent, in the path of a folder.</extracomment>
        <translation> / </translation>
    </message>
    <message>
        <source>Go to %1</source>
        <extracomment>A line of the command palette. %1 is the name of a list, folder or tag.</extracomment>
        <translation>「%1」に移動</translation>
    </message>
    <message>
        <source>No command and no place is called that</source>
        <extracomment>Command palette, in place of the results.</extracomment>
        <translation>その名前のコマンドや移動先はありません</translation>
    </message>
</context>
<context>
    <name>coffret::PasswordMeter</name>
    <message>
        <source>Generated, %1. %2</source>
        <extracomment>How strong a password is that was just generated. %1 is a number such as &quot;131.1 bits of entropy&quot;, %2 a sentence.</extracomment>
        <translation>生成済み、%1。%2</translation>
    </message>
</context>
<context>
    <name>coffret::Phrases</name>
    <message>
        <source>%1.</source>
        <extracomment>Words that stand for a sentence, with their full stop. Another sentence follows.</extracomment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A label, and what it is about: the name of a fact and its value, a person and what that person says.</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>coffret::PlaceViewModel</name>
    <message>
        <source>No folder, at the top</source>
        <extracomment>A place to put something: in no folder.</extracomment>
        <translation>フォルダーなし（最上位）</translation>
    </message>
</context>
<context>
    <name>coffret::PortalShortcut</name>
    <message>
        <source>Show Coffret&apos;s quick lookup</source>
        <extracomment>What a key does, in the dialog in which a desktop asks whether it may be used.</extracomment>
        <translation>Coffret のクイック検索を表示</translation>
    </message>
</context>
<context>
    <name>coffret::Program</name>
    <message>
        <source>The settings could not be read. They were set aside as %1.</source>
        <extracomment>%1 is the name of a file.</extracomment>
        <translation>設定を読み込めませんでした。元の設定は %1 として残してあります。</translation>
    </message>
</context>
<context>
    <name>coffret::QueryChipModel</name>
    <message>
        <source>Favourites</source>
        <extracomment>Chip below the search field: only secrets with a star.</extracomment>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Shared with me</source>
        <extracomment>Chip below the search field: only other people&apos;s secrets.</extracomment>
        <translation>自分と共有</translation>
    </message>
    <message>
        <source>Mine</source>
        <extracomment>Chip below the search field: only secrets that belong to the user.</extracomment>
        <translation>自分のもの</translation>
    </message>
    <message>
        <source>Expired</source>
        <extracomment>Chip below the search field: only secrets whose time is over.</extracomment>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Expiring</source>
        <extracomment>Chip below the search field: only secrets whose time is over soon.</extracomment>
        <translation>期限間近</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <extracomment>Chip below the search field: only secrets that have a problem.</extracomment>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Checked out</source>
        <extracomment>Chip below the search field: only secrets that the user has borrowed.</extracomment>
        <translation>借用中</translation>
    </message>
    <message>
        <source>With one-time code</source>
        <extracomment>Chip below the search field: only secrets with a one-time code.</extracomment>
        <translation>ワンタイムコードあり</translation>
    </message>
    <message>
        <source>With address</source>
        <extracomment>Chip below the search field: only secrets with the address of a site or a computer.</extracomment>
        <translation>アドレスあり</translation>
    </message>
    <message>
        <source>With description</source>
        <extracomment>Chip below the search field: only secrets with a description.</extracomment>
        <translation>説明あり</translation>
    </message>
    <message>
        <source>With expiry date</source>
        <extracomment>Chip below the search field: only secrets that have a date of expiry.</extracomment>
        <translation>期限あり</translation>
    </message>
    <message>
        <source>With tags</source>
        <extracomment>Chip below the search field: only secrets with tags.</extracomment>
        <translation>タグあり</translation>
    </message>
    <message>
        <source>With user name</source>
        <extracomment>Chip below the search field: only secrets with a user name.</extracomment>
        <translation>ユーザー名あり</translation>
    </message>
    <message>
        <source>In %1</source>
        <extracomment>Chip below the search field: only secrets in folders with this in their name.</extracomment>
        <translation>%1 の中</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <extracomment>Chip below the search field: only secrets with a tag that begins like this.</extracomment>
        <translation>タグ %1</translation>
    </message>
    <message>
        <source>Account %1</source>
        <extracomment>Chip below the search field: only of accounts with this in their name.</extracomment>
        <translation>アカウント %1</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <extracomment>Chip below the search field. %1 is what no secret in the list is or has: &quot;Expired&quot;, &quot;Tag old&quot;.</extracomment>
        <translation>除外: %1</translation>
    </message>
</context>
<context>
    <name>coffret::QuickLookupViewModel</name>
    <message>
        <source>No match</source>
        <extracomment>Quick lookup, in place of the results.</extracomment>
        <translation>一致なし</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <extracomment>In the quick lookup: puts a field of a secret on the clipboard. %1 is the field&apos;s label.</extracomment>
        <translation>コピー：%1</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <extracomment>In the quick lookup: opens the address of a secret.</extracomment>
        <translation>ブラウザーで開く</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <extracomment>In the quick lookup: puts an address on the clipboard.</extracomment>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Open in the window</source>
        <extracomment>In the quick lookup: shows a secret in the main window.</extracomment>
        <translation>ウィンドウで開く</translation>
    </message>
    <message>
        <source>Type: user name, Tab, password</source>
        <extracomment>In the quick lookup: types both into another window, with the Tab key between.</extracomment>
        <translation>入力：ユーザー名、Tab、パスワード</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <extracomment>In the quick lookup: types a field of a secret into another window. %1 is the field&apos;s label.</extracomment>
        <translation>入力：%1</translation>
    </message>
    <message>
        <source>Type it</source>
        <extracomment>In the quick lookup, below a question that names a window.</extracomment>
        <translation>入力する</translation>
    </message>
    <message>
        <source>Type it and press Enter</source>
        <extracomment>In the quick lookup, below a question that names a window: presses the Enter key behind it.</extracomment>
        <translation>入力して Enter キーを押す</translation>
    </message>
</context>
<context>
    <name>coffret::ReadersViewModel</name>
    <message>
        <source>Somebody&apos;s key has changed</source>
        <extracomment>Heading: somebody&apos;s key is another one than before.</extracomment>
        <translation>鍵が変わった人がいます</translation>
    </message>
    <message>
        <source>Whose keys are these?</source>
        <extracomment>Heading: keys that were never compared with their owners.</extracomment>
        <translation>誰の鍵ですか？</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) now show another key than the one you know. Nothing is encrypted for them until you have asked them why.</source>
        <extracomment>A changed key may mean a new computer, or somebody who wants to read along. %n is the number of people.</extracomment>
        <translation>
            <numerusform>%n 人の鍵が、既知のものから変わっています。本人に理由を確認するまで、その人に宛てた暗号化は行われません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The keys of %n person(s) cannot be used. They need a new key, or have to lose access first.</source>
        <extracomment>%n is the number of people.</extracomment>
        <translation>
            <numerusform>%n 人の鍵を使えません。新しい鍵を用意するか、先にアクセスを外す必要があります。</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go on without them. A group they belong to may have to wait with them, because servers let a group in as a whole.</source>
        <extracomment>Below a warning that the keys of some people cannot be used.</extracomment>
        <translation>その人たちを除いて続行できます。サーバーはグループを一括で扱うため、その人たちが属するグループも待つことになる場合があります。</translation>
    </message>
    <message>
        <source>Go on</source>
        <extracomment>Button: encrypts for the people whose keys were compared.</extracomment>
        <translation>続行</translation>
    </message>
    <message>
        <source>Go on without %1</source>
        <extracomment>Button: encrypts for the others. %1 are names of people.</extracomment>
        <translation>%1 を除いて続行</translation>
    </message>
    <message>
        <source>A key above is blocked.</source>
        <extracomment>Beside a button that cannot be pressed yet.</extracomment>
        <translation>上にブロックされた鍵があります。</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) still to compare.</source>
        <extracomment>Beside a button that cannot be pressed yet. %n is a number of keys.</extracomment>
        <translation>
            <numerusform>未照合の鍵があと %n 個あります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::ScreenFrame</name>
    <message>
        <source>Choose a part of the screen</source>
        <extracomment>Title of the window in which a part of the screen is chosen.</extracomment>
        <translation>画面の一部を選択</translation>
    </message>
    <message>
        <source>Draw a frame around the QR code. Enter takes the whole screen, Esc cancels.</source>
        <extracomment>Over the screen while a part of it is chosen.</extracomment>
        <translation>QR コードをドラッグして囲んでください。Enter キーで画面全体を使い、Esc キーでキャンセルします。</translation>
    </message>
</context>
<context>
    <name>coffret::SealingViewModel</name>
    <message>
        <source>Expired, revoked, or not able to encrypt and sign</source>
        <extracomment>Under a key in a list: why it cannot be chosen</extracomment>
        <translation>期限切れ、失効済み、または暗号化と署名に使えません</translation>
    </message>
    <message>
        <source>Choose your key first</source>
        <extracomment>Why sealing cannot be turned on.</extracomment>
        <translation>先に自分の鍵を選んでください</translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <extracomment>A key file that was named cannot be read.</extracomment>
        <translation>このファイルを読み込めませんでした。</translation>
    </message>
    <message>
        <source>Choose the file with the person&apos;s public key.</source>
        <translation>相手の公開鍵のファイルを選んでください。</translation>
    </message>
    <message>
        <source>This is not another person&apos;s public key.</source>
        <extracomment>A file or keyring entry that should have been somebody&apos;s key.</extracomment>
        <translation>ほかの人の公開鍵ではありません。</translation>
    </message>
    <message>
        <source>It has to be one armored public key, and not your own.</source>
        <translation>ASCII 形式の公開鍵 1 つで、自分のもの以外である必要があります。</translation>
    </message>
    <message>
        <source>Turn sealing on first</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>先に封印を有効にしてください</translation>
    </message>
    <message>
        <source>A key above cannot be used: take that person off the list, or accept the key</source>
        <extracomment>Why the values of an account cannot be sealed now.</extracomment>
        <translation>上に使用できない鍵があります。その人をリストから外すか、鍵を承認してください</translation>
    </message>
</context>
<context>
    <name>coffret::SecondFactorViewModel</name>
    <message>
        <source>No browser could be opened.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>ブラウザーを開けませんでした。</translation>
    </message>
    <message>
        <source>Open this address yourself: %1</source>
        <extracomment>%1 is an address.</extracomment>
        <translation>このアドレスを自分で開いてください：%1</translation>
    </message>
    <message>
        <source>The server did not accept this address.</source>
        <extracomment>Error of the second factor step, when the pasted address does not lead to the end of it.</extracomment>
        <translation>サーバーがこのアドレスを受け付けませんでした。</translation>
    </message>
    <message>
        <source>Begin again, and copy the whole address from the browser when Duo is done. It works once.</source>
        <translation>最初からやり直し、Duo の確認が終わったら、ブラウザーのアドレス全体をコピーしてください。使えるのは 1 回だけです。</translation>
    </message>
    <message>
        <source>This code was not accepted.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>このコードは受け付けられませんでした。</translation>
    </message>
    <message>
        <source>Wait for the next one and try again. After a few wrong ones the server ends the session.</source>
        <translation>次のコードを待って、もう一度試してください。何度か間違えると、サーバーがセッションを終了します。</translation>
    </message>
    <message>
        <source>This server cannot ask Duo for Coffret.</source>
        <extracomment>Error of the second factor step.</extracomment>
        <translation>このサーバーでは、Coffret から Duo を使えません。</translation>
    </message>
    <message>
        <source>Choose another method here, or add one-time codes to your account in the server&apos;s own page.</source>
        <translation>ここで別の方法を選ぶか、サーバーの Web ページでアカウントにワンタイムコードを追加してください。</translation>
    </message>
</context>
<context>
    <name>coffret::SecretQr</name>
    <message>
        <source>QR code shown on screen</source>
        <extracomment>For screen readers, in place of a QR code that holds a value.</extracomment>
        <translation>QR コードを画面に表示中</translation>
    </message>
</context>
<context>
    <name>coffret::SecretText</name>
    <message>
        <source>Value shown on screen</source>
        <extracomment>For screen readers, in place of a revealed password: the value itself is not read out.</extracomment>
        <translation>値を画面に表示中</translation>
    </message>
</context>
<context>
    <name>coffret::ServerIdentityViewModel</name>
    <message>
        <source>The fingerprint is missing.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted.</extracomment>
        <translation>フィンガープリントが入力されていません。</translation>
    </message>
    <message>
        <source>Enter the one that whoever runs the server told you.</source>
        <translation>サーバーの運用担当者から伝えられたものを入力してください。</translation>
    </message>
    <message>
        <source>This is not the fingerprint the server shows.</source>
        <extracomment>Error when a server&apos;s new fingerprint is accepted: what was entered is another one.</extracomment>
        <translation>サーバーが示すフィンガープリントと一致しません。</translation>
    </message>
    <message>
        <source>Do not sign in. Somebody may stand between you and the server; tell whoever runs it.</source>
        <translation>サインインしないでください。誰かがサーバーとの間に入り込んでいる可能性があります。サーバーの運用担当者に知らせてください。</translation>
    </message>
</context>
<context>
    <name>coffret::SettingsViewModel</name>
    <message>
        <source>Appearance</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>外観</translation>
    </message>
    <message>
        <source>Colours</source>
        <extracomment>A setting.</extracomment>
        <translation>配色</translation>
    </message>
    <message>
        <source>Light, dark, of the highest contrast, or whatever the desktop prefers.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>ライト、ダーク、最も高いコントラスト、またはデスクトップの設定に合わせます。</translation>
    </message>
    <message>
        <source>Like the desktop</source>
        <extracomment>Choices of a setting: colours.
----------
Choices of a setting: how much moves.
----------
A choice of a setting: the language.</extracomment>
        <translation>デスクトップに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>ハイコントラスト</translation>
    </message>
    <message>
        <source>Text size</source>
        <extracomment>A setting.</extracomment>
        <translation>文字サイズ</translation>
    </message>
    <message>
        <source>Makes words, symbols and the room around them larger in every window.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>すべてのウィンドウで、文字、アイコン、その周りの余白を大きくします。</translation>
    </message>
    <message>
        <source>Motion</source>
        <extracomment>A setting.</extracomment>
        <translation>アニメーション</translation>
    </message>
    <message>
        <source>Whether panes and messages glide or simply appear.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>ペインやメッセージを滑らかに動かすか、すぐに表示するかを選びます。</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>控えめ</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Security</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>セキュリティ</translation>
    </message>
    <message>
        <source>Hide shown values after</source>
        <extracomment>A setting.</extracomment>
        <translation>表示した値を隠すまで</translation>
    </message>
    <message>
        <source>A password or key on the screen is masked again when this time is over.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>この時間が過ぎると、画面のパスワードや鍵を再び隠します。</translation>
    </message>
    <message>
        <source>Empty the clipboard after</source>
        <extracomment>A setting.</extracomment>
        <translation>クリップボードを消去するまで</translation>
    </message>
    <message>
        <source>A copied value is taken back when this time is over, unless you copied something else.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>この時間が過ぎると、コピーした値を取り除きます。ほかのものをコピーした場合は除きます。</translation>
    </message>
    <message>
        <source>Lock when not used for</source>
        <extracomment>A setting.</extracomment>
        <translation>使わないときの自動ロック</translation>
    </message>
    <message>
        <source>Lock when the computer sleeps</source>
        <extracomment>A setting.</extracomment>
        <translation>コンピューターのスリープ時にロック</translation>
    </message>
    <message>
        <source>Locks before the computer is suspended or hibernates.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>コンピューターがサスペンドまたは休止状態になる前にロックします。</translation>
    </message>
    <message>
        <source>Lock with the screen</source>
        <extracomment>A setting.</extracomment>
        <translation>画面に合わせてロック</translation>
    </message>
    <message>
        <source>Locks when the desktop locks or blanks its screen.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>デスクトップが画面をロックするか消すときにロックします。</translation>
    </message>
    <message>
        <source>Presentation mode</source>
        <extracomment>A setting.</extracomment>
        <translation>プレゼンテーションモード</translation>
    </message>
    <message>
        <source>No value is ever shown on the screen, so that it can be shared; copying still works.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>画面を共有できるように、値を一切表示しません。コピーは引き続き行えます。</translation>
    </message>
    <message>
        <source>Privacy</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>プライバシー</translation>
    </message>
    <message>
        <source>Offer what was used last</source>
        <extracomment>A setting.</extracomment>
        <translation>最近使ったものを表示</translation>
    </message>
    <message>
        <source>Accounts</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>Under the name of an account in the settings. %1 is a service, %2 the address of a server.</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Add account…</source>
        <extracomment>In the settings: sets up one more account.</extracomment>
        <translation>アカウントを追加…</translation>
    </message>
    <message>
        <source>Signs in to one more server; accounts stay apart from each other.</source>
        <extracomment>What a button in the settings does.</extracomment>
        <translation>別のサーバーにもサインインします。アカウントは互いに分離されています。</translation>
    </message>
    <message>
        <source>About Coffret</source>
        <extracomment>Section of the settings: about the program.</extracomment>
        <translation>Coffret について</translation>
    </message>
    <message>
        <source>Version</source>
        <extracomment>In the settings: the program&apos;s version.</extracomment>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <extracomment>Under the program&apos;s version: its licence, which gives everybody these rights.</extracomment>
        <translation>GNU General Public License バージョン 3 以降に基づく自由ソフトウェアです。</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>A setting.</extracomment>
        <translation>言語</translation>
    </message>
    <message>
        <source>Of all words, dates and numbers. Another one is spoken when Coffret starts again.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>すべての言葉、日付、数値の言語です。変更は Coffret の次回起動時に反映されます。</translation>
    </message>
    <message>
        <source>Quick lookup</source>
        <extracomment>Section of the settings.</extracomment>
        <translation>クイック検索</translation>
    </message>
    <message>
        <source>Keys for the quick lookup</source>
        <extracomment>A setting.</extracomment>
        <translation>クイック検索のキー</translation>
    </message>
    <message>
        <source>Show it from anywhere, whichever program is in front.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>どのプログラムが前面にあっても、どこからでも表示します。</translation>
    </message>
    <message>
        <source>Count the use of other programs</source>
        <extracomment>A setting.</extracomment>
        <translation>ほかのプログラムの操作も使用とみなす</translation>
    </message>
    <message>
        <source>Coffret does not lock while you use the computer, where the desktop tells of that.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>コンピューターの使用中は、Coffret をロックしません。デスクトップが使用中であることを知らせる場合に限ります。</translation>
    </message>
    <message>
        <source>Lock when the user is switched</source>
        <extracomment>A setting.</extracomment>
        <translation>ユーザーの切り替え時にロック</translation>
    </message>
    <message>
        <source>Locks when another person&apos;s session comes to the front of this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>このコンピューターで、ほかの人のセッションが前面に出たときにロックします。</translation>
    </message>
    <message>
        <source>Lock when the lid is closed</source>
        <extracomment>A setting.</extracomment>
        <translation>ふたを閉じたときにロック</translation>
    </message>
    <message>
        <source>Locks even where the computer goes on with its lid closed.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>ふたを閉じたままコンピューターが動き続ける場合でもロックします。</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>Section of the settings: when the program starts.</extracomment>
        <translation>起動</translation>
    </message>
    <message>
        <source>Start with the desktop</source>
        <extracomment>A setting.</extracomment>
        <translation>デスクトップと同時に起動</translation>
    </message>
    <message>
        <source>Coffret waits locked in the system tray after you sign in to this computer.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>このコンピューターにサインインした後、Coffret はロックされた状態でシステムトレイに待機します。</translation>
    </message>
    <message>
        <source>Tray and notifications</source>
        <extracomment>Section of the settings: what is seen outside of Coffret&apos;s window.</extracomment>
        <translation>トレイと通知</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <extracomment>A setting, which only says something: the symbol of the program in the desktop&apos;s tray.</extracomment>
        <translation>トレイアイコン</translation>
    </message>
    <message>
        <source>Coffret stays there when its window is closed.</source>
        <extracomment>About the tray icon.</extracomment>
        <translation>ウィンドウを閉じても、Coffret はトレイに残ります。</translation>
    </message>
    <message>
        <source>Shown</source>
        <extracomment>Whether there is a tray icon.</extracomment>
        <translation>表示中</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>Names in the tray menu</source>
        <extracomment>A setting.</extracomment>
        <translation>トレイメニューの名前</translation>
    </message>
    <message>
        <source>Lists what was used last by name even where every program of your session can read the menu.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>セッション内のすべてのプログラムがメニューを読み取れる場合でも、最後に使ったものを名前で表示します。</translation>
    </message>
    <message>
        <source>Notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>通知</translation>
    </message>
    <message>
        <source>Says when access ends or was granted and when an account cannot be synced, while you look elsewhere.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>ほかのものを見ている間に、アクセスの終了や承認、アカウントを同期できないことを知らせます。</translation>
    </message>
    <message>
        <source>Names in notifications</source>
        <extracomment>A setting.</extracomment>
        <translation>通知の名前</translation>
    </message>
    <message>
        <source>Names secrets and accounts there. The desktop shows notifications to whoever looks, and may keep them.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>通知にシークレットとアカウントの名前を表示します。デスクトップは画面を見る人の誰にでも通知を表示し、通知を保存することもあります。</translation>
    </message>
    <message>
        <source>The quick lookup begins with the last five secrets and puts first what you use most. Kept encrypted on this computer; turned off, it is forgotten.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>クイック検索の最初に、最後に使った 5 件のシークレットを表示し、よく使うものを先に並べます。このコンピューターに暗号化して保存され、オフにすると消去されます。</translation>
    </message>
    <message>
        <source>Found by the desktop&apos;s search</source>
        <extracomment>A setting.</extracomment>
        <translation>デスクトップの検索の対象にする</translation>
    </message>
    <message>
        <source>GNOME and KRunner find secrets by name while Coffret is unlocked. The desktop then sees what you search for and every name that fits.</source>
        <extracomment>What a setting does. GNOME and KRunner are names.</extracomment>
        <translation>Coffret のロックが解除されている間、GNOME と KRunner がシークレットを名前で見つけます。その際、検索した語句と、一致するすべての名前がデスクトップに伝わります。</translation>
    </message>
    <message>
        <source>This desktop has no tray for icons, so closing the window quits Coffret.</source>
        <extracomment>A desktop may have no place for symbols of programs.</extracomment>
        <translation>このデスクトップにはアイコンのトレイがないため、ウィンドウを閉じると Coffret は終了します。</translation>
    </message>
    <message>
        <source>The desktop did not allow that.</source>
        <extracomment>Message: a setting could not be changed.</extracomment>
        <translation>デスクトップがこの操作を許可しませんでした。</translation>
    </message>
    <message>
        <source>Forgets names, values and tokens when nobody has been there for this long.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>この時間誰も使わないと、名前、値、トークンをメモリーから消去します。</translation>
    </message>
    <message>
        <source>The desktop listens for: %1.</source>
        <extracomment>Below a setting: keys that the desktop chose itself. %1 is what it calls them, in its own words.</extracomment>
        <translation>デスクトップが受け付けるキー：%1。</translation>
    </message>
    <message>
        <source>Offline</source>
        <extracomment>Section of the settings: working without the server.</extracomment>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>Keep what was listed for</source>
        <extracomment>A setting: how long the list of secrets is kept on this computer.</extracomment>
        <translation>一覧の保存期間</translation>
    </message>
    <message>
        <source>Names are shown before the server answers, and without it. They are kept encrypted with your key.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>名前は、サーバーの応答前や、サーバーがなくても表示されます。あなたの鍵で暗号化して保存されます。</translation>
    </message>
    <message>
        <source>Values of %1 without its server</source>
        <extracomment>A setting: which values of an account can be shown without its server. %1 is the account&apos;s name.</extracomment>
        <translation>サーバーなしで見られる %1 の値</translation>
    </message>
    <message>
        <source>They are kept as the server sends them: encrypted for your key. The server notes favourites and everything as read by you.</source>
        <extracomment>What a setting does.</extracomment>
        <translation>サーバーから届いたまま、あなたの鍵で暗号化された状態で保存されます。「お気に入り」と「すべて」は、あなたが読んだものとしてサーバーに記録されます。</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>Choices of a setting: which values can be shown without the server.</extracomment>
        <translation>なし</translation>
    </message>
    <message>
        <source>Used in the last 30 days</source>
        <translation>過去 30 日間に使用したもの</translation>
    </message>
    <message>
        <source>Those and favourites</source>
        <translation>それとお気に入り</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
</context>
<context>
    <name>coffret::SetupServerViewModel</name>
    <message>
        <source>This is not an address Coffret can use.</source>
        <translation>Coffret で使えるアドレスではありません。</translation>
    </message>
    <message>
        <source>It should look like https://vault.example.com, without a user name.</source>
        <translation>https://vault.example.com のような形式で、ユーザー名は含めません。</translation>
    </message>
    <message>
        <source>The certificate authority&apos;s file cannot be read.</source>
        <translation>認証局のファイルを読み込めません。</translation>
    </message>
    <message>
        <source>Choose a PEM file.</source>
        <translation>PEM ファイルを選んでください。</translation>
    </message>
    <message>
        <source>The file holds no certificate.</source>
        <translation>ファイルに証明書がありません。</translation>
    </message>
    <message>
        <source>Choose a PEM file; it has a line BEGIN CERTIFICATE.</source>
        <translation>PEM ファイルを選んでください。BEGIN CERTIFICATE という行があります。</translation>
    </message>
</context>
<context>
    <name>coffret::SharedKeyViewModel</name>
    <message>
        <source>The server names another key than a moment ago. Compare this one.</source>
        <extracomment>Error while a new shared key is compared: the server has just named yet another one.</extracomment>
        <translation>サーバーが先ほどとは別の鍵を示しています。こちらを照合してください。</translation>
    </message>
    <message>
        <source>%1 handed it out and signed it.</source>
        <extracomment>Who handed a new shared key out. %1 is the name of a person.</extracomment>
        <translation>%1 さんが配布し、署名しました。</translation>
    </message>
    <message>
        <source>The server itself handed it out; no person signed it.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>サーバー自身が配布しました。誰の署名もありません。</translation>
    </message>
    <message>
        <source>Nobody who may hand it out signed it. Do not accept it unless an administrator can explain that.</source>
        <extracomment>Who handed a new shared key out.</extracomment>
        <translation>配布を許された人の署名がありません。管理者が説明できる場合を除き、承認しないでください。</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) wait for the shared key</source>
        <extracomment>Banner of an account. %n secrets have encrypted names that the user was not given the key for.</extracomment>
        <translation>
            <numerusform>%n 件のシークレットが共有鍵を待っています</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>coffret::SharingViewModel</name>
    <message>
        <source>Only its owners can change who has access.</source>
        <extracomment>Why a secret or folder cannot be shared by the user.</extracomment>
        <translation>アクセス権を変更できるのは所有者だけです。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s), nothing written yet</source>
        <extracomment>Below the list of who has access. %n is how many entries will change once that is confirmed.</extracomment>
        <translation>
            <numerusform>%n 件の変更、まだ書き込まれていません</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has to own it. Make somebody else an owner first.</source>
        <extracomment>Why a right cannot be taken away: somebody has to own a secret or folder.</extracomment>
        <translation>所有者が必要です。先にほかの人を所有者にしてください。</translation>
    </message>
    <message>
        <source>Change access to “%1”?</source>
        <extracomment>Heading of the question before access changes. %1 is the name of a secret or folder.</extracomment>
        <translation>「%1」へのアクセス権を変更しますか？</translation>
    </message>
    <message>
        <source>Change access</source>
        <extracomment>Button: changes who has access.</extracomment>
        <translation>アクセス権を変更</translation>
    </message>
</context>
<context>
    <name>coffret::ShownValue</name>
    <message>
        <source>%1 Open the secret to copy it all the same.</source>
        <extracomment>Message instead of copying. %1 is a sentence about the signature of a value.</extracomment>
        <translation>%1それでもコピーするには、シークレットを開いてください。</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyCard</name>
    <message>
        <source>%1 Add the key to the agent anyway?</source>
        <extracomment>Question before a key is used. %1 is a sentence about the signature.</extracomment>
        <translation>%1それでも鍵をエージェントに追加しますか？</translation>
    </message>
    <message>
        <source>%1 Copy its public key anyway?</source>
        <extracomment>The same before its public half is worked out and copied.</extracomment>
        <translation>%1それでも公開鍵をコピーしますか？</translation>
    </message>
    <message>
        <source>Write a number of minutes from 1 to %1.</source>
        <extracomment>Error under a number of minutes. %1 is a number.</extracomment>
        <translation>1～%1 の分数を入力してください。</translation>
    </message>
    <message>
        <source>SSH key</source>
        <extracomment>Heading of the part about an SSH key whose type is not known before it is opened.</extracomment>
        <translation>SSH 鍵</translation>
    </message>
    <message>
        <source>The public key or fingerprint stored with it belongs to another key. What is shown here comes from the private key.</source>
        <extracomment>Warning about an SSH key. What stands here is worked out from the private key.</extracomment>
        <translation>一緒に保存されている公開鍵またはフィンガープリントは、別の鍵のものです。ここの表示は秘密鍵から得たものです。</translation>
    </message>
    <message>
        <source>In ssh-agent until Coffret locks, or %1 at the latest.</source>
        <extracomment>About a key that is in the SSH agent. %1 is the latest moment.</extracomment>
        <translation>Coffret がロックされるまで、最長で %1 まで ssh-agent にあります。</translation>
    </message>
    <message>
        <source>In ssh-agent until %1, or until Coffret locks.</source>
        <extracomment>The same. %1 is a moment.</extracomment>
        <translation>%1 まで、または Coffret がロックされるまで ssh-agent にあります。</translation>
    </message>
    <message>
        <source>It asks before each use.</source>
        <extracomment>After one of the two sentences before.</extracomment>
        <translation>使用のたびに確認を求めます。</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyEditor</name>
    <message>
        <source>The file cannot be read.</source>
        <extracomment>A file with an SSH key was chosen or dropped. What is wrong, then the next step.</extracomment>
        <translation>ファイルを読み込めません。</translation>
    </message>
    <message>
        <source>See that it is there and that you may read it.</source>
        <translation>ファイルがあり、読む権限があるか確認してください。</translation>
    </message>
    <message>
        <source>Private key</source>
        <extracomment>In a form, about a private key of which nothing can be seen before it is opened.</extracomment>
        <translation>秘密鍵</translation>
    </message>
    <message>
        <source>Encrypted with a passphrase</source>
        <extracomment>About a private key in a form: it needs a passphrase that is not there.</extracomment>
        <translation>パスフレーズで暗号化</translation>
    </message>
    <message>
        <source>Encrypted, and the passphrase fits</source>
        <translation>暗号化済み、パスフレーズは一致</translation>
    </message>
    <message>
        <source>Not encrypted with a passphrase of its own</source>
        <translation>独自のパスフレーズによる暗号化なし</translation>
    </message>
    <message>
        <source>%1. Converted from PuTTY&apos;s format to OpenSSH&apos;s</source>
        <extracomment>About a private key in a form. %1 is one of the sentences before. OpenSSH and PuTTY are names.</extracomment>
        <translation>%1。PuTTY 形式から OpenSSH 形式に変換済み</translation>
    </message>
</context>
<context>
    <name>coffret::SshKeyGenerator</name>
    <message>
        <source>Short, fast and safe. Right unless a server is very old.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>短く、高速で安全です。よほど古いサーバーでなければ、これが適しています。</translation>
    </message>
    <message>
        <source>For servers that know nothing newer.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>新しい形式に対応していないサーバー向けです。</translation>
    </message>
    <message>
        <source>The same, where a rule asks for more bits.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>同じ用途で、規則でより多くのビット数が求められる場合に使います。</translation>
    </message>
    <message>
        <source>For rules that name NIST&apos;s curves.</source>
        <extracomment>What is good about a type of SSH key.</extracomment>
        <translation>規則で NIST の曲線が指定されている場合に使います。</translation>
    </message>
</context>
<context>
    <name>coffret::ToastViewModel</name>
    <message>
        <source>%1 copied</source>
        <extracomment>Message after copying. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>%1をコピーしました</translation>
    </message>
    <message>
        <source>%1 copied. It has a line end in it: pasted into a terminal, what stands before it runs at once.</source>
        <extracomment>Message after copying a value that has a line end in it. %1 is the label of a field, for example &quot;Password&quot;.</extracomment>
        <translation>%1をコピーしました。改行が含まれています。端末に貼り付けると、その前の部分がすぐに実行されます。</translation>
    </message>
</context>
<context>
    <name>coffret::TokenHint</name>
    <message>
        <source>Looks like a key of %1</source>
        <extracomment>About an API key. %1 is the name of a service, such as GitHub.</extracomment>
        <translation>%1 のキーのようです</translation>
    </message>
</context>
<context>
    <name>coffret::TrayController</name>
    <message>
        <source>Coffret</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret</translation>
    </message>
    <message>
        <source>Coffret: locked</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret：ロック中</translation>
    </message>
    <message>
        <source>Coffret: %1</source>
        <extracomment>Tooltip of the tray icon. %1 says how many secrets are checked out and until when.</extracomment>
        <translation>Coffret：%1</translation>
    </message>
    <message>
        <source>Coffret: needs your attention</source>
        <extracomment>Tooltip of the tray icon: an account could not be synced or opened.</extracomment>
        <translation>Coffret：要確認</translation>
    </message>
    <message>
        <source>Coffret: syncing</source>
        <extracomment>Tooltip of the tray icon.</extracomment>
        <translation>Coffret：同期中</translation>
    </message>
</context>
<context>
    <name>coffret::TrayMenu</name>
    <message>
        <source>Quick lookup</source>
        <extracomment>Tray menu.</extracomment>
        <translation>クイック検索</translation>
    </message>
    <message>
        <source>Copy a one-time code</source>
        <extracomment>Tray menu: leads to the names of secrets that have one; choosing a name copies its code.</extracomment>
        <translation>ワンタイムコードをコピー</translation>
    </message>
    <message>
        <source>Open Coffret</source>
        <extracomment>Tray menu: shows the main window.</extracomment>
        <translation>Coffret を開く</translation>
    </message>
    <message>
        <source>Sync now</source>
        <extracomment>Tray menu.</extracomment>
        <translation>今すぐ同期</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Tray menu.</extracomment>
        <translation>終了</translation>
    </message>
    <message>
        <source>Give everything back</source>
        <extracomment>Tray menu: gives back every secret that is checked out.</extracomment>
        <translation>すべて返却</translation>
    </message>
    <message>
        <source>Copy again</source>
        <extracomment>Tray menu: heading of the names of what was used last; choosing a name copies its main value.</extracomment>
        <translation>もう一度コピー</translation>
    </message>
    <message>
        <source>Recent…</source>
        <extracomment>Tray menu, in place of the names of what was used last: leads to the quick lookup, which shows them.</extracomment>
        <translation>最近使ったもの…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <extracomment>Tray menu.</extracomment>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
</context>
<context>
    <name>coffret::TypingViewModel</name>
    <message>
        <source>No window of another program had the keyboard before. Click into one, then try again.</source>
        <extracomment>Why a value cannot be typed into another window.</extracomment>
        <translation>直前にキーボード入力を受け付けていた、別のプログラムのウィンドウがありません。そのようなウィンドウをクリックしてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>%1 Type it anyway?</source>
        <extracomment>Question before a value is typed into another window. %1 is a sentence about the signature.</extracomment>
        <translation>%1それでも入力しますか？</translation>
    </message>
</context>
</TS>
